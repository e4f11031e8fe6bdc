using Weir.Credentials;
using Weir.Dialects.Errors;
using Weir.Gateway.Admin.Work;
using Weir.Gateway.Tests.Fakes;
using Weir.Routing.Health;
using Weir.Routing.Local;

namespace Weir.Gateway.Tests.Admin.Work;

public sealed class ConnectionWordTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Without_a_request_it_is_available() => Assert.Equal(("available", null), Of());

    [Fact]
    public void A_request_of_the_last_minutes_makes_it_active()
    {
        Assert.Equal("active", Of(new HealthFacts { LastUsed = Now.AddMinutes(-4) }).Word);
        Assert.Equal("available", Of(new HealthFacts { LastUsed = Now.AddMinutes(-6) }).Word);
    }

    [Fact]
    public void A_request_under_way_makes_it_active_however_long_it_takes() =>
        Assert.Equal("active", ConnectionWord.Of(Some.Connection(), [new HealthFacts { LastUsed = Now.AddHours(-1) }], 1, null, Now).Word);

    [Fact]
    public void A_limit_that_lasts_is_told_with_its_end()
    {
        Assert.Equal(("rate-limited", "It takes requests again at 12:01:30Z."), Of(new HealthFacts { LastUsed = Now, LimitedUntil = Now.AddSeconds(90) }));
        Assert.Equal("active", Of(new HealthFacts { LastUsed = Now, LimitedUntil = Now.AddSeconds(-1) }).Word);
    }

    [Fact]
    public void A_failed_request_makes_it_faulty_until_the_next_one_or_for_a_while()
    {
        var failed = new HealthFacts { LastUsed = Now.AddSeconds(-2), LastError = ErrorKind.NetworkError, LastErrorAt = Now.AddSeconds(-1) };
        Assert.Equal(("error", "Its latest request failed: network_error."), Of(failed));
        Assert.Equal("active", Of(failed with { LastUsed = Now }).Word);
        Assert.Equal("active", Of(failed, new HealthFacts { LastUsed = Now }).Word);
        Assert.Equal("available", Of(failed with { LastUsed = Now.AddHours(-1), LastErrorAt = Now.AddHours(-1) }).Word);
        Assert.Equal("error", Of(failed with { LastUsed = Now.AddHours(-1), LastErrorAt = Now.AddHours(-1), OpenUntil = Now }).Word);
    }

    [Theory]
    [InlineData(ErrorKind.InvalidRequest)]
    [InlineData(ErrorKind.ContextTooLong)]
    [InlineData(ErrorKind.Cancelled)]
    [InlineData(ErrorKind.ModelNotAvailable)]
    public void What_the_client_did_is_no_fault_of_the_connection(ErrorKind kind) =>
        Assert.Equal("active", Of(new HealthFacts { LastUsed = Now, LastError = kind, LastErrorAt = Now }).Word);

    [Theory]
    [InlineData(AuthState.Missing)]
    [InlineData(AuthState.SignInAgain)]
    public void Without_a_credential_it_is_signed_out_whatever_else_is_wrong(AuthState state)
    {
        var connection = Some.Connection() with { Auth = new SignedOut(state), NotServed = "No key." };
        Assert.Equal("signed-out", ConnectionWord.Of(connection, [new HealthFacts { LimitedUntil = Now.AddHours(1) }], 0, null, Now).Word);
    }

    [Fact]
    public void What_cannot_be_served_says_why() =>
        Assert.Equal(("error", "It has no base URL."), ConnectionWord.Of(Some.Connection() with { NotServed = "It has no base URL." }, [], 0, null, Now));

    [Fact]
    public void A_server_that_did_not_answer_the_latest_look_is_faulty() =>
        Assert.Equal(("error", "Nothing listens there."), ConnectionWord.Of(Some.Connection(), [], 0, new LocalSighting { CheckedAt = Now, Problem = "Nothing listens there." }, Now));

    private static (string Word, string? Reason) Of(params HealthFacts[] targets) => ConnectionWord.Of(Some.Connection(), targets, 0, null, Now);

    private sealed class SignedOut(AuthState state) : IAuthMethod
    {
        public string Name => "oauth";

        public string Source => "nowhere";

        public string? Masked => null;

        public AuthState State => state;

        public ValueTask SignAsync(HttpRequestMessage request, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
