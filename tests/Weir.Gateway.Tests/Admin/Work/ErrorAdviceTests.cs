using Weir.Dialects.Errors;
using Weir.Gateway.Admin.Work;

namespace Weir.Gateway.Tests.Admin.Work;

public sealed class ErrorAdviceTests
{
    public static TheoryData<ErrorKind> Failures => [.. Enum.GetValues<ErrorKind>().Except([ErrorKind.Unknown, ErrorKind.Cancelled])];

    [Theory]
    [MemberData(nameof(Failures))]
    public void Every_failure_has_a_sentence(ErrorKind kind)
    {
        foreach (var connection in (string?[])[null, "lab"])
        {
            var advice = ErrorAdvice.For(kind, connection);
            Assert.NotNull(advice);
            Assert.EndsWith(".", advice, StringComparison.Ordinal);
            Assert.DoesNotContain("\"\"", advice, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(ErrorKind.Unknown)]
    [InlineData(ErrorKind.Cancelled)]
    public void Where_nobody_can_do_anything_nothing_is_said(ErrorKind kind) => Assert.Null(ErrorAdvice.For(kind, "lab"));

    [Theory]
    [InlineData(ErrorKind.NetworkError)]
    [InlineData(ErrorKind.Timeout)]
    [InlineData(ErrorKind.InvalidCredentials)]
    [InlineData(ErrorKind.QuotaExceeded)]
    [InlineData(ErrorKind.UnexpectedResponse)]
    public void What_is_a_connections_names_it(ErrorKind kind) => Assert.Contains("lab", ErrorAdvice.For(kind, "lab"), StringComparison.Ordinal);

    [Fact]
    public void A_key_that_the_gateway_refuses_is_no_matter_of_a_connection() =>
        Assert.NotEqual(ErrorAdvice.For(ErrorKind.InvalidCredentials, null), ErrorAdvice.For(ErrorKind.InvalidCredentials, "lab"));
}
