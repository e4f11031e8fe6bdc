using Weir.Dialects.Errors;

namespace Weir.Dialects.Tests.Errors;

public sealed class UpstreamErrorsTests
{
    [Theory]
    [InlineData(400, """{"error":{"code":"context_length_exceeded"}}""", ErrorKind.ContextTooLong)]
    [InlineData(400, "This model's maximum context length is 8192 tokens", ErrorKind.ContextTooLong)]
    [InlineData(400, "The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).", ErrorKind.ContextTooLong)]
    [InlineData(400, "prompt token count of 130000 exceeds the limit of 128000", ErrorKind.ContextTooLong)]
    [InlineData(429, """{"error":{"code":"insufficient_quota"}}""", ErrorKind.QuotaExceeded)]
    [InlineData(429, "slow down", ErrorKind.RateLimited)]
    [InlineData(402, "", ErrorKind.QuotaExceeded)]
    [InlineData(401, "", ErrorKind.InvalidCredentials)]
    [InlineData(403, "", ErrorKind.NotAllowed)]
    [InlineData(404, "", ErrorKind.ModelNotAvailable)]
    [InlineData(413, "", ErrorKind.PayloadTooLarge)]
    [InlineData(529, "", ErrorKind.Overloaded)]
    [InlineData(502, "<html>", ErrorKind.UnexpectedResponse)]
    [InlineData(422, "", ErrorKind.InvalidRequest)]
    public void Classify_NamesTheKind(int status, string body, ErrorKind expected) => Assert.Equal(expected, UpstreamErrors.Classify(status, body));

    [Fact]
    public void EveryKindHasACodeOfItsOwn()
    {
        var codes = Enum.GetValues<ErrorKind>().Select(static kind => kind.Code()).ToList();
        Assert.Equal(codes.Count, codes.Distinct().Count());
    }
}
