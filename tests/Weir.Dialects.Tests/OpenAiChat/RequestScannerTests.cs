using System.Text;
using Weir.Dialects.Bodies;
using Weir.Dialects.OpenAiChat;

namespace Weir.Dialects.Tests.OpenAiChat;

public sealed class RequestScannerTests
{
    [Fact]
    public void TryScan_FindsTheModelAndItsPlace()
    {
        var body = """{"messages":[{"role":"user","content":"hi"}], "model" : "lab/qwen3", "x": 1}""";
        var facts = Scan(body);
        Assert.Equal("lab/qwen3", facts.Model);
        Assert.Equal("\"lab/qwen3\"", body.Substring(facts.ModelOffset, facts.ModelLength));
        Assert.False(facts.Stream);
        Assert.Null(facts.AskForUsage);
    }

    [Theory]
    [InlineData("""{"model":"m","background":true}""", true)]
    [InlineData("""{"model":"m","background":false,"metadata":{"background":true}}""", false)]
    [InlineData("""{"model":"m","background":"transparent"}""", false)]
    [InlineData("""{"background":[true],"model":"m"}""", false)]
    [InlineData("""{"model":"m"}""", false)]
    public void TryScan_FindsWhetherTheAnswerGoesOnWithoutTheCall(string body, bool expected) => Assert.Equal(expected, Scan(body).Background);

    [Theory]
    [InlineData("""{"model":"m","stream":true}""", """{"model":"m","stream_options":{"include_usage":true},"stream":true}""")]
    [InlineData("""{"stream_options":null,"model":"m","stream":true}""", """{"stream_options":{"include_usage":true},"model":"m","stream":true}""")]
    [InlineData("""{"model":"m","stream":true,"stream_options":{}}""", """{"model":"m","stream":true,"stream_options":{"include_usage":true}}""")]
    [InlineData("""{"model":"m","stream":true,"stream_options":{"a":[1]}}""", """{"model":"m","stream":true,"stream_options":{"include_usage":true,"a":[1]}}""")]
    [InlineData("""{"model":"m","stream":true,"stream_options":{"include_usage":false}}""", """{"model":"m","stream":true,"stream_options":{"include_usage":true}}""")]
    public void TryScan_AStreamWithoutUsage_AsksForItWithOneSplice(string body, string expected)
    {
        var facts = Scan(body);
        Assert.Equal(expected, Apply(body, facts.AskForUsage!.Value));
        Assert.False(facts.WantsStreamUsage);
    }

    [Fact]
    public void TryScan_AStreamThatAsksItself_IsLeftAlone()
    {
        var facts = Scan("""{"model":"m","stream":true,"stream_options":{"include_usage":true}}""");
        Assert.Null(facts.AskForUsage);
        Assert.True(facts.WantsStreamUsage);
    }

    [Fact]
    public void TryScan_CountsTextAndNotMedia()
    {
        var facts = Scan("""{"model":"m","messages":[{"role":"user","content":[{"type":"text","text":"12345678"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}]}]}""");
        Assert.Equal(1, facts.MediaParts);
        Assert.Equal("user".Length + "text".Length + 8 + "image_url".Length, facts.TextBytes);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("[1]", "JSON object")]
    [InlineData("""{"model":"m"} x""", "not valid JSON")]
    [InlineData("""{"model":"m",""", "not valid JSON")]
    [InlineData("""{"messages":[]}""", "no model")]
    [InlineData("""{"model":7}""", "must be a string")]
    [InlineData("""{"model":" "}""", "empty")]
    [InlineData("""{"model":"a","model":"b"}""", "twice")]
    [InlineData("""{"model":"a","stream":"yes"}""", "true or false")]
    [InlineData("""{"model":"a","stream_options":[]}""", "must be an object")]
    public void TryScan_SaysWhatIsWrong(string body, string words)
    {
        Assert.False(RequestScanner.TryScan(Encoding.UTF8.GetBytes(body), out _, out var error));
        Assert.Contains(words, error!.Message, StringComparison.Ordinal);
        Assert.Equal(400, error.Status);
    }

    [Fact]
    public void TryScan_DeepNesting_IsRefusedNotFollowed()
    {
        var body = "{\"model\":\"m\",\"x\":" + new string('[', 10_000) + new string(']', 10_000) + "}";
        Assert.False(RequestScanner.TryScan(Encoding.UTF8.GetBytes(body), out _, out var error));
        Assert.Contains("nested", error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TryScan_InvalidUtf8_IsRefused()
    {
        byte[] body = [.. "{\"model\":\"m\",\"x\":\""u8, 0xC3, 0x28, .. "\"}"u8];
        Assert.False(RequestScanner.TryScan(body, out _, out var error));
        Assert.Contains("UTF-8", error!.Message, StringComparison.Ordinal);
    }

    private static RequestFacts Scan(string body)
    {
        Assert.True(RequestScanner.TryScan(Encoding.UTF8.GetBytes(body), out var facts, out var error), error?.Message);
        return facts;
    }

    private static string Apply(string body, Splice splice) =>
        body[..splice.Offset] + Encoding.UTF8.GetString(splice.Replacement.Span) + body[(splice.Offset + splice.Length)..];
}
