using System.Buffers;
using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.OpenAiResponses;

namespace Weir.Dialects.Tests.OpenAiResponses;

/// <summary>A request that is written anew waits for its answer: one that goes on without the call could not be written for the client.</summary>
public sealed class BackgroundTests
{
    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("null", false)]
    public void The_wish_is_left_out_and_named(string wish, bool isLost)
    {
        var body = $$"""{"model":"m","input":"Hi","background":{{wish}},"truncation":"auto"}""";
        var request = ResponsesDialect.Instance.ReadRequest(System.Text.Encoding.UTF8.GetBytes(body), new RequestRoute(null, false));
        var losses = new Losses();
        var written = new ArrayBufferWriter<byte>();

        ResponsesDialect.Instance.WriteRequest(request, written, new WriteOptions { Losses = losses });

        var json = JsonElement.Parse(written.WrittenSpan);
        Assert.Equal(isLost, !json.TryGetProperty("background", out _));
        Assert.Equal("auto", json.GetProperty("truncation").GetString());
        Assert.Equal(isLost, losses.All.Any(static loss => loss.What == "background"));
    }
}
