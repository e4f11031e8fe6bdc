using System.Buffers;
using System.Text;
using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;
using Weir.Dialects.Conversations.Tools;
using Weir.Dialects.Ollama;
using Weir.Dialects.Tests.Kit;

namespace Weir.Dialects.Tests.Ollama;

public sealed class OllamaRequestTests
{
    [Theory]
    [InlineData("""{"model":"m","messages":[]}""")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"a","new":1}],"keep_alive":"5m","template":"t","raw":false,"tools":[],"options":{}}""")]
    [InlineData("""{"model":"m","messages":[],"options":{"temperature":0.5,"top_k":3,"num_predict":-1,"num_ctx":4096,"repeat_penalty":1.1,"seed":7,"stop":["a"]},"think":"max","stream":false}""")]
    [InlineData("""{"model":"m","messages":[{"role":"assistant","content":"","thinking":"","tool_calls":[]},{"role":"system","content":"x"}],"format":"","stream":true,"logprobs":true,"top_logprobs":2}""")]
    [InlineData("""{"model":"m","messages":[{"role":"assistant","tool_calls":[{"type":"function","x":1,"function":{"index":3,"name":"f","arguments":{"a":1.50},"y":[]}},{"function":{"name":"g"}}]},{"role":"tool","content":"r","images":["iVBORw0"]}]}""")]
    [InlineData("""{"model":"m","messages":[{"role":"assistant","content":"a","tool_calls":[{"id":"c","function":{"name":"f","arguments":{}}}]},{"role":"tool","content":"r","images":["iVBORw0"],"tool_name":"f","tool_call_id":"c"}]}""")]
    [InlineData("""{"model":"m","messages":[],"tools":[{"type":"function","x":1,"function":{"name":"f","strict":true}},{"type":"other","y":2}],"format":{"type":"object"}}""")]
    public void WriteRequest_OfOwnForm_GivesTheSame(string body)
    {
        var losses = new Losses();
        var written = Write(OllamaDialect.Instance.ReadRequest(Encoding.UTF8.GetBytes(body)), losses);

        JsonDifferences.AssertNone(JsonElement.Parse(body), written);
        Assert.Empty(losses.All);
    }

    [Theory]
    [InlineData("""[]""", null)]
    [InlineData("""{"messages":[]}""", "model")]
    [InlineData("""{"model":"m","messages":{}}""", "messages")]
    [InlineData("""{"model":"m","messages":[{"role":"robot"}]}""", "messages[0].role")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":[]}]}""", "messages[0].content")]
    [InlineData("""{"model":"m","messages":[{"role":"user","images":["data:image/png;base64,AA"]}]}""", "messages[0].images[0]")]
    [InlineData("""{"model":"m","messages":[{"role":"assistant","tool_calls":[{"function":{"name":"f","arguments":"{}"}}]}]}""", "messages[0].tool_calls[0].function.arguments")]
    [InlineData("""{"model":"m","messages":[],"think":3}""", "think")]
    [InlineData("""{"model":"m","messages":[],"think":"lots"}""", "think")]
    [InlineData("""{"model":"m","messages":[],"format":7}""", "format")]
    [InlineData("""{"model":"m","messages":[],"options":{"stop":"x"}}""", "options.stop")]
    [InlineData("""{"model":"m","messages":[],"options":{"top_k":"x"}}""", "options.top_k")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"\ud800"}]}""", null)]
    public void ReadRequest_WrongType_TellsWhere(string body, string? param)
    {
        var exception = Assert.Throws<DialectException>(() => OllamaDialect.Instance.ReadRequest(Encoding.UTF8.GetBytes(body)));

        Assert.Equal(param, exception.Error.Param);
        Assert.Equal(400, exception.Error.Status);
    }

    [Fact]
    public void ReadRequest_ResultsWithoutIds_AnswerTheCallsInOrder()
    {
        var conversation = OllamaDialect.Instance.ReadRequest(
            """{"model":"m","messages":[{"role":"assistant","tool_calls":[{"function":{"name":"f","arguments":{}}},{"function":{"name":"g","arguments":{}}},{"function":{"name":"f","arguments":{}}}]},{"role":"tool","content":"1","tool_name":"g"},{"role":"tool","content":"2","tool_name":"f"},{"role":"tool","content":"3"}]}"""u8);

        var calls = conversation.Messages[0].Parts.Cast<ToolCallPart>().Select(static call => call.CallId).ToList();
        var results = conversation.Messages.Skip(1).Select(static message => ((ToolResultPart)message.Parts[0]).CallId);
        Assert.Equal([calls[1], calls[0], calls[2]], results);
        Assert.Equal(3, calls.Distinct().Count());
    }

    [Fact]
    public void WriteRequest_Foreign_WritesWhatTheServerTakesAndReportsTheRest()
    {
        var losses = new Losses();
        var written = Write(
            new Conversation
            {
                Model = "m",
                Messages =
                [
                    new Message(Role.Developer, [new TextPart("be brief")]),
                    new Message(Role.User, [new TextPart("a"), new MediaPart(MediaKind.Image, new InlineMedia("iVBOR", "image/png")), new MediaPart(MediaKind.Image, new LinkedMedia("https://x/y.png"))]),
                    new Message(Role.Assistant, [new ReasoningPart("hm") { Signature = new Signature("anthropic-messages", "s") }, new ToolCallPart("c1", "f", "{\"a\":1.0}"), new ToolCallPart("c2", "g", "oops")]),
                    new Message(Role.User, [new ToolResultPart("c1", [new TextPart("r1"), new MediaPart(MediaKind.Image, new InlineMedia("R0lG", "image/gif"))]), new ToolResultPart("c2", []) { IsError = true }, new TextPart("go on")]),
                ],
                Tools = [new FunctionTool("f") { Strict = true }, new CustomTool("g"), new ServerTool("anthropic-messages", "web_search", default)],
                ToolChoice = new ToolChoice(ToolChoiceMode.Required),
                Reasoning = new ReasoningRequest { Enabled = true, BudgetTokens = 30000 },
                MaxOutputTokens = 9,
                EndUser = "u",
            },
            losses);

        JsonDifferences.AssertNone(
            JsonElement.Parse("""
            {"model":"m","stream":false,"think":"high","options":{"num_predict":9},
             "messages":[
              {"role":"system","content":"be brief"},
              {"role":"user","content":"a","images":["iVBOR"]},
              {"role":"assistant","thinking":"hm","tool_calls":[{"id":"c1","function":{"name":"f","arguments":{"a":1.0}}},{"id":"c2","function":{"name":"g","arguments":{"input":"oops"}}}]},
              {"role":"tool","content":"r1","tool_name":"f","tool_call_id":"c1"},
              {"role":"tool","content":"","tool_name":"g","tool_call_id":"c2"},
              {"role":"user","images":["R0lG"]},
              {"role":"user","content":"go on"}],
             "tools":[
              {"type":"function","function":{"name":"f","parameters":{"type":"object","properties":{}}}},
              {"type":"function","function":{"name":"g","parameters":{"type":"object","properties":{"input":{"type":"string"}},"required":["input"]}}}]}
            """),
            written);
        Assert.Equal(
            ["messages[1].image", "messages[2].reasoning.signature", "messages[2].tool_calls[1].arguments", "messages[3].is_error", "tool_choice", "tools[0].strict", "tools[2]", "user"],
            losses.All.Select(static loss => loss.What).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void WriteRequest_NoToolsAllowed_SendsNone()
    {
        var losses = new Losses();
        var written = Write(new Conversation { Model = "m", Tools = [new FunctionTool("f")], ToolChoice = new ToolChoice(ToolChoiceMode.None) }, losses);

        Assert.False(written.TryGetProperty("tools", out _));
        Assert.Empty(losses.All);
    }

    [Fact]
    public void WriteRequest_CallsInMessagesOfTheirOwn_StandInOne()
    {
        var written = Write(
            new Conversation
            {
                Model = "m",
                Messages =
                [
                    new Message(Role.Assistant, [new ReasoningPart("hm")]),
                    new Message(Role.Assistant, [new TextPart("a")]),
                    new Message(Role.Assistant, [new ToolCallPart("c1", "f", "{}")]),
                    new Message(Role.Assistant, [new ToolCallPart("c2", "f", "{}")]),
                    new Message(Role.Tool, [new ToolResultPart("c1", [new TextPart("r")])]),
                    new Message(Role.Tool, [new ToolResultPart("c2", [new TextPart("r")])]),
                ],
            },
            new Losses()).GetProperty("messages");

        Assert.Equal(["assistant", "tool", "tool"], written.EnumerateArray().Select(static message => message.GetProperty("role").GetString()));
        Assert.Equal(2, written[0].GetProperty("tool_calls").GetArrayLength());
    }

    [Fact]
    public void WriteRequest_OneTurnMore_KeepsTheBytesBefore()
    {
        List<Message> messages =
        [
            new Message(Role.User, [new TextPart("a")]),
            new Message(Role.Assistant, [new ToolCallPart("c1", "f", "{}")]),
            new Message(Role.Tool, [new ToolResultPart("c1", [new TextPart("r")])]),
        ];
        var shorter = Write(new Conversation { Model = "m", Messages = [.. messages], Tools = [new FunctionTool("f")] }, new Losses());
        var longer = Write(new Conversation { Model = "m", Messages = [.. messages, new Message(Role.Assistant, [new TextPart("b")]), new Message(Role.User, [new TextPart("c")])], Tools = [new FunctionTool("f")] }, new Losses());

        Assert.Equal(shorter.GetProperty("tools").GetRawText(), longer.GetProperty("tools").GetRawText());
        Assert.StartsWith(shorter.GetProperty("messages").GetRawText()[..^1], longer.GetProperty("messages").GetRawText(), StringComparison.Ordinal);
    }

    private static JsonElement Write(Conversation conversation, Losses losses)
    {
        var buffer = new ArrayBufferWriter<byte>();
        OllamaDialect.Instance.WriteRequest(conversation, buffer, new WriteOptions { Losses = losses });
        return JsonElement.Parse(buffer.WrittenSpan);
    }
}
