using System.Text;
using Weir.Dialects.OpenAiChat;

namespace Weir.Dialects.Tests.OpenAiChat;

public sealed class ChatEventScanTests
{
    [Theory]
    [InlineData("""{"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2}}""", true, true)]
    [InlineData("""{"choices": [ ], "usage": {"prompt_tokens":1}}""", true, true)]
    [InlineData("""{"choices":[{"delta":{}}],"usage":{"prompt_tokens":1}}""", true, false)]
    [InlineData("""{"choices":[{"delta":{"content":"\"usage\":{\"prompt_tokens\":9}"}}],"usage":null}""", false, false)]
    [InlineData("""{"choices":[],"x_groq":{"usage":{"prompt_tokens":3}}}""", true, true)]
    public void Usage_IsFoundWhereItIsAMember(string json, bool told, bool alone)
    {
        var data = ChatEventScan.Of(Encoding.UTF8.GetBytes(json));
        Assert.Equal(told, data.TryReadUsage(out _));
        Assert.Equal(alone, data.HasNoChoices());
    }

    [Theory]
    [InlineData("""{"error":{"message":"x"}}""", true)]
    [InlineData("""{"choices":[],"error":"text"}""", true)]
    [InlineData("""{"error":null,"choices":[]}""", false)]
    [InlineData("""{"choices":[{"error":{"code":1}}]}""", false)]
    [InlineData("""{"a":"\"error\":{}"}""", false)]
    [InlineData("not json \"error\"", false)]
    public void IsError_LooksAtTheTop(string json, bool expected) => Assert.Equal(expected, ChatEventScan.Of(Encoding.UTF8.GetBytes(json)).IsError());

    [Theory]
    [InlineData("""{"choices":[{"delta":{"content":"abc\"d"}}]}""", 6)]
    [InlineData("""{"choices":[{"delta":{"content":null,"reasoning_content":"abcd"}}]}""", 4)]
    [InlineData("""{"choices":[{"delta":{"tool_calls":[{"function":{"arguments":"{}"}}]}}]}""", 2)]
    [InlineData("""{"choices":[{"delta":{"role":"assistant"}}]}""", 0)]
    public void TextBytes_CountsWhatTheModelWrote(string json, int expected) => Assert.Equal(expected, ChatEventScan.TextBytes(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void TextBytes_OfSeveralEvents_IsTheirSum() =>
        Assert.Equal(5, ChatEventScan.TextBytes("data: {\"delta\":{\"content\":\"abc\"}}\n\ndata: {\"delta\":{\"content\": \"de\"}}\n\n"u8));

    [Theory]
    [InlineData("data: {\"choices\":[{\"delta\":{\"content\":\"x\"}}],\"usage\":null}\n\n", false)]
    [InlineData("data: {\"usage\" : {\"prompt_tokens\":1}}\n\n", true)]
    [InlineData("data: {\"error\":{}}\n\n", true)]
    [InlineData("data: x\n\ndata: [DONE]\n\n", true)]
    public void NeedCare_OnlyWhereSomethingMayHaveToBeDone(string events, bool expected) => Assert.Equal(expected, ChatEventScan.NeedCare(Encoding.UTF8.GetBytes(events)));

    [Theory]
    [InlineData("""{"choices":[{"finish_reason":"stop"}]}""", true)]
    [InlineData("""{"choices":[{"finish_reason": "length"}]}""", true)]
    [InlineData("""{"choices":[{"finish_reason":null}]}""", false)]
    [InlineData("""{"choices":[{"finish_reason":""}]}""", false)]
    public void HasFinishReason_EmptyIsNotPresent(string json, bool expected) => Assert.Equal(expected, ChatEventScan.Of(Encoding.UTF8.GetBytes(json)).HasFinishReason());
}
