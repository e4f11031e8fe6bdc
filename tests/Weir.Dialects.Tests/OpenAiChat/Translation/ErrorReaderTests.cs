using System.Text;
using Weir.Dialects.Conversations;
using Weir.Dialects.Errors;

namespace Weir.Dialects.Tests.OpenAiChat.Translation;

public sealed class ErrorReaderTests
{
    [Theory]
    [InlineData(401, """{"error":{"message":"Bad key","type":"invalid_request_error","code":"invalid_api_key"}}""", ErrorKind.InvalidCredentials, "Bad key")]
    [InlineData(400, """{"object":"error","message":"Invalid model: x","type":"invalid_model","code":"1500"}""", ErrorKind.ModelNotAvailable, "Invalid model: x")]
    [InlineData(402, """{"error":"No credits."}""", ErrorKind.QuotaExceeded, "No credits.")]
    [InlineData(429, """{"error":{"message":"You exceeded your current quota","code":"insufficient_quota"}}""", ErrorKind.QuotaExceeded, "You exceeded your current quota")]
    [InlineData(422, """{"detail":[{"loc":["body","n"],"msg":"Field required"}]}""", ErrorKind.InvalidRequest, "body.n: Field required")]
    [InlineData(401, """{"detail":"Unauthorized"}""", ErrorKind.InvalidCredentials, "Unauthorized")]
    [InlineData(400, """[{"error":{"code":400,"message":"In a list","status":"INVALID_ARGUMENT"}}]""", ErrorKind.InvalidRequest, "In a list")]
    [InlineData(502, "<html><body>Bad Gateway</body></html>", ErrorKind.UnexpectedResponse, "The upstream answered with status 502.")]
    [InlineData(503, "", ErrorKind.Overloaded, "The upstream answered with status 503.")]
    [InlineData(400, """{"error":{"message":"\ud800"}}""", ErrorKind.InvalidRequest, "The upstream answered with status 400.")]
    public void Shapes_AreUnderstood(int status, string body, ErrorKind kind, string message)
    {
        var error = Wire.Dialect.ReadError(status, Encoding.UTF8.GetBytes(body));
        Assert.Equal((kind, message, status), (error.Kind, error.Message, error.Status));
    }

    [Theory]
    [InlineData("Rate limit reached. Please try again in 1.5s.", 1500)]
    [InlineData("Please try again in 250ms", 250)]
    [InlineData("Please retry after 20 seconds.", 20000)]
    [InlineData("Try again later.", null)]
    public void Wait_IsReadOffTheMessage(string message, int? milliseconds)
    {
        var error = Wire.Dialect.ReadError(429, Encoding.UTF8.GetBytes($$$"""{"error":{"message":"{{{message}}}"}}"""));
        Assert.Equal(milliseconds is { } wait ? TimeSpan.FromMilliseconds(wait) : null, error.RetryAfter);
    }

    [Fact]
    public void LongMessage_IsCut() =>
        Assert.Equal(500, Wire.Dialect.ReadError(400, Encoding.UTF8.GetBytes($$$"""{"error":{"message":"{{{new string('x', 900)}}}"}}""")).Message.Length);

    [Theory]
    [InlineData("""{"error":{"message":"No.","type":"server_error"}}""", "No.")]
    [InlineData("""{"id":"x"}""", "The upstream's answer has no \"choices\".")]
    [InlineData("""{"choices":[{"message":3}]}""", "The upstream's answer has no readable \"choices[0].message\".")]
    [InlineData("not json", "The upstream's answer is not JSON.")]
    public void NoAnswer_IsAnUnexpectedResponse(string body, string message)
    {
        var error = Assert.Throws<DialectException>(() => Wire.Dialect.ReadAnswer(Encoding.UTF8.GetBytes(body))).Error;
        Assert.Equal((ErrorKind.UnexpectedResponse, message), (error.Kind, error.Message));
    }
}
