using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Weir.Gateway.Admin;
using Weir.Gateway.Chat;

namespace Weir.Gateway.Tests.Chat;

public sealed class ChatRequestTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whatever_is_sent_is_streamed_with_its_usage_and_the_rest_stays()
    {
        var body = await ChatRequest.ReadAsync(Request("""{"model":"m","stream":false,"stream_options":{"include_usage":false},"tools":[{"type":"function"}],"seed":7,"own":{"deep":[1,null]}}"""), Token);

        using var read = JsonDocument.Parse(body);
        var root = read.RootElement;
        Assert.True(root.GetProperty("stream").GetBoolean());
        Assert.True(root.GetProperty("stream_options").GetProperty("include_usage").GetBoolean());
        Assert.Equal(7, root.GetProperty("seed").GetInt32());
        Assert.Equal("""{"deep":[1,null]}""", root.GetProperty("own").GetRawText());
        Assert.Equal(1, root.GetProperty("tools").GetArrayLength());
        Assert.Equal(6, root.EnumerateObject().Count());
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("")]
    public async Task What_is_no_object_is_refused(string body)
    {
        var refused = await Assert.ThrowsAsync<AdminException>(() => ChatRequest.ReadAsync(Request(body), Token));

        Assert.Equal(400, refused.Problem.Status);
    }

    private static HttpRequest Request(string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var request = new DefaultHttpContext().Request;
        request.Body = new MemoryStream(bytes);
        request.ContentLength = bytes.Length;
        return request;
    }
}
