using System.Buffers;
using System.Text;
using System.Text.Json;
using Weir.Dialects.CohereV2;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;
using Weir.Dialects.Conversations.Tools;
using Weir.Dialects.Tests.Kit;

namespace Weir.Dialects.Tests.CohereV2;

public sealed class CohereRequestTests
{
    [Theory]
    [InlineData("""{"model":"m","messages":[]}""")]
    [InlineData("""{"model":"m","messages":[],"documents":["a",{"id":"1","data":{"t":"x"}}],"citation_options":{"mode":"FAST"},"safety_mode":"STRICT","priority":3,"tools":[],"stop_sequences":[]}""")]
    [InlineData("""{"model":"m","messages":[],"temperature":0.3,"p":0.9,"k":40,"seed":12345678901,"frequency_penalty":0.1,"presence_penalty":0.2,"stop_sequences":["a","b"],"logprobs":false,"max_tokens":5,"stream":false}""")]
    [InlineData("""{"model":"m","messages":[],"thinking":{"type":"enabled","token_budget":500,"new":1},"tool_choice":"NONE","strict_tools":false,"response_format":{"type":"text"}}""")]
    [InlineData("""{"model":"m","messages":[],"thinking":{"type":"disabled"},"response_format":{"type":"json_object","schema":{"type":"object"},"x":1}}""")]
    [InlineData("""{"model":"m","messages":[],"tools":[{"type":"function","function":{"name":"f","description":"d","new":1},"x":2}],"strict_tools":true}""")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":""},{"role":"user","content":[]},{"role":"user","content":[{"type":"text","text":""},{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA","detail":"low","x":1}},{"type":"new","y":1}],"z":1}]}""")]
    [InlineData("""{"model":"m","messages":[{"role":"assistant","tool_plan":"","tool_calls":[],"citations":[],"content":[{"type":"thinking","thinking":"t","x":1},{"type":"text","text":"abc"}]}]}""")]
    [InlineData("""{"model":"m","messages":[{"role":"assistant","tool_plan":"p","content":"abc","citations":[{"start":0,"end":1,"text":"a","sources":[{"type":"tool","id":"1"}]}],"tool_calls":[{"id":"1","type":"function","x":1,"function":{"name":"f","arguments":"","y":1}},{"function":{"name":"f"}}]}]}""")]
    [InlineData("""{"model":"m","messages":[{"role":"assistant","content":"abc","citations":[{"start":0,"end":1,"text":"a","type":"PLAN"}]},{"role":"tool","tool_call_id":"1","content":[{"type":"document","document":{"id":"d","data":"x"}},{"type":"text","text":"y"}]}]}""")]
    public void WriteRequest_OfOwnForm_GivesTheSame(string body)
    {
        var losses = new Losses();
        var written = Write(CohereV2Dialect.Instance.ReadRequest(Encoding.UTF8.GetBytes(body)), losses);

        JsonDifferences.AssertNone(JsonElement.Parse(body), written);
        Assert.Empty(losses.All);
    }

    [Theory]
    [InlineData("""{"messages":[]}""", "model")]
    [InlineData("""{"model":"m","messages":[{"role":"robot"}]}""", "messages[0].role")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":3}]}""", "messages[0].content")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":[{"type":"text"}]}]}""", "messages[0].content[0].text")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":[{"type":"image_url","image_url":"x"}]}]}""", "messages[0].content[0].image_url")]
    [InlineData("""{"model":"m","messages":[{"role":"tool","content":"x"}]}""", "messages[0].tool_call_id")]
    [InlineData("""{"model":"m","messages":[{"role":"assistant","tool_calls":[{"id":"1","function":{"name":"f","arguments":{}}}]}]}""", "messages[0].tool_calls[0].function.arguments")]
    [InlineData("""{"model":"m","messages":[],"tool_choice":"some"}""", "tool_choice")]
    [InlineData("""{"model":"m","messages":[],"response_format":{"type":"xml"}}""", "response_format.type")]
    [InlineData("""{"model":"m","messages":[],"thinking":{"type":"maybe"}}""", "thinking.type")]
    [InlineData("""{"model":"m","messages":[],"k":"x"}""", "k")]
    public void ReadRequest_WrongType_TellsWhere(string body, string param)
    {
        var exception = Assert.Throws<DialectException>(() => CohereV2Dialect.Instance.ReadRequest(Encoding.UTF8.GetBytes(body)));

        Assert.Equal(param, exception.Error.Param);
    }

    [Fact]
    public void ReadRequest_ToolTurn_IsToldInNeutralWords()
    {
        var conversation = CohereV2Dialect.Instance.ReadRequest(
            """{"model":"m","messages":[{"role":"assistant","tool_plan":"I will look.","tool_calls":[{"id":"1","type":"function","function":{"name":"f","arguments":""}}]},{"role":"tool","tool_call_id":"1","content":[{"type":"document","document":{"data":{"a":1}}}]}],"tools":[{"type":"function","function":{"name":"f"}}],"strict_tools":true,"tool_choice":"REQUIRED"}"""u8);

        Assert.Equal("I will look.", Assert.IsType<ReasoningPart>(conversation.Messages[0].Parts[0]).Text);
        Assert.Equal("{}", Assert.IsType<ToolCallPart>(conversation.Messages[0].Parts[1]).Arguments);
        var result = Assert.IsType<ToolResultPart>(Assert.Single(conversation.Messages[1].Parts));
        Assert.Equal("{\"a\":1}", Assert.IsType<TextPart>(Assert.Single(result.Content)).Text);
        Assert.True(Assert.IsType<FunctionTool>(Assert.Single(conversation.Tools)).Strict);
        Assert.Equal(ToolChoiceMode.Required, conversation.ToolChoice?.Mode);
    }

    [Fact]
    public void WriteRequest_Foreign_WritesWhatTheServerTakesAndReportsTheRest()
    {
        var losses = new Losses();
        var written = Write(
            new Conversation
            {
                Model = "m",
                Stream = true,
                Messages =
                [
                    new Message(Role.Developer, [new TextPart("be brief")]),
                    new Message(Role.User, [new TextPart("a"), new TextPart(""), new MediaPart(MediaKind.Image, new InlineMedia("iVBOR", "image/png")), new MediaPart(MediaKind.Audio, new InlineMedia("x", "audio/wav"))]),
                    new Message(Role.Assistant, [new ReasoningPart("hm") { Signature = new Signature("anthropic-messages", "s") }, new ToolCallPart("c1", "f", "{}"), new ToolCallPart("c2", "g", "plain") { IsCustom = true }]),
                    new Message(Role.User, [new ToolResultPart("c1", [new TextPart("r1"), new MediaPart(MediaKind.Image, new LinkedMedia("https://x/y.png"))]), new ToolResultPart("c2", []), new TextPart("go on")]),
                    new Message(Role.User, [new MediaPart(MediaKind.Video, new LinkedMedia("https://x/y.mp4"))]),
                ],
                Tools = [new FunctionTool("f") { Strict = true }, new FunctionTool("h"), new CustomTool("g")],
                ToolChoice = new ToolChoice(ToolChoiceMode.Named) { Name = "f", Extras = Extras.Of("openai-chat", [new("new", JsonElement.Parse("1"))]) },
                Format = new ResponseFormat { Kind = FormatKind.JsonSchema, Name = "n", Schema = JsonElement.Parse("""{"type":"object"}""") },
                Reasoning = new ReasoningRequest { Effort = "low" },
                Sampling = new Sampling { TopP = 0.5, TopLogProbs = 3, Stop = ["x"] },
                MaxOutputTokens = 9,
                Extras = Extras.Of("openai-chat", [new("logit_bias", JsonElement.Parse("{}"))]),
            },
            losses);

        JsonDifferences.AssertNone(
            JsonElement.Parse("""
            {"model":"m","stream":true,"max_tokens":9,"p":0.5,"stop_sequences":["x"],"tool_choice":"REQUIRED",
             "thinking":{"type":"enabled","token_budget":4096},
             "response_format":{"type":"json_object","json_schema":{"type":"object"}},
             "messages":[
              {"role":"system","content":"be brief"},
              {"role":"user","content":[{"type":"text","text":"a"},{"type":"image_url","image_url":{"url":"data:image/png;base64,iVBOR"}}]},
              {"role":"assistant","content":[{"type":"thinking","thinking":"hm"}],"tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{}"}},{"id":"c2","type":"function","function":{"name":"g","arguments":"{\"input\":\"plain\"}"}}]},
              {"role":"tool","tool_call_id":"c1","content":"r1"},
              {"role":"tool","tool_call_id":"c2","content":""},
              {"role":"user","content":[{"type":"image_url","image_url":{"url":"https://x/y.png"}}]},
              {"role":"user","content":"go on"}],
             "tools":[
              {"type":"function","function":{"name":"f","parameters":{"type":"object","properties":{}}}},
              {"type":"function","function":{"name":"h","parameters":{"type":"object","properties":{}}}},
              {"type":"function","function":{"name":"g","parameters":{"type":"object","properties":{"input":{"type":"string"}},"required":["input"]}}}]}
            """),
            written);
        Assert.Equal(
            ["logit_bias", "messages[1].audio", "messages[2].reasoning.signature", "messages[4].video", "tool_choice.name", "tool_choice.new", "tools.strict", "top_logprobs"],
            losses.All.Select(static loss => loss.What).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void WriteRequest_ModelWithoutThoughts_TellsThemAsPlanBeforeCalls()
    {
        var losses = new Losses();
        var conversation = new Conversation
        {
            Model = "m",
            Messages =
            [
                new Message(Role.Assistant, [new ReasoningPart("first"), new ToolCallPart("c1", "f", "{}")]),
                new Message(Role.Assistant, [new ReasoningPart("second"), new TextPart("b"), new MediaPart(MediaKind.Image, new InlineMedia("iVBOR", "image/png"))]),
            ],
            Reasoning = new ReasoningRequest { Enabled = true },
        };

        var written = Write(conversation, losses, canReason: false);

        var messages = written.GetProperty("messages");
        Assert.Equal("first", messages[0].GetProperty("tool_plan").GetString());
        Assert.Equal("b", messages[1].GetProperty("content").GetString());
        Assert.False(written.TryGetProperty("thinking", out _));
        Assert.Equal(["messages[1].reasoning", "messages[1].image"], losses.All.Select(static loss => loss.What));
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
            new Message(Role.Assistant, [new ToolCallPart("c1", "f", "{\"x\": 1}")]),
            new Message(Role.Tool, [new ToolResultPart("c1", [new TextPart("r"), new MediaPart(MediaKind.Image, new InlineMedia("iVBOR", "image/png"))])]),
        ];
        var shorter = Write(new Conversation { Model = "m", Messages = [.. messages], Tools = [new FunctionTool("f")] }, new Losses());
        var longer = Write(new Conversation { Model = "m", Messages = [.. messages, new Message(Role.Assistant, [new TextPart("b")]), new Message(Role.User, [new TextPart("c")])], Tools = [new FunctionTool("f")] }, new Losses());

        Assert.Equal(shorter.GetProperty("tools").GetRawText(), longer.GetProperty("tools").GetRawText());
        Assert.StartsWith(shorter.GetProperty("messages").GetRawText()[..^1], longer.GetProperty("messages").GetRawText(), StringComparison.Ordinal);
    }

    private static JsonElement Write(Conversation conversation, Losses losses, bool? canReason = null)
    {
        var buffer = new ArrayBufferWriter<byte>();
        CohereV2Dialect.Instance.WriteRequest(conversation, buffer, new WriteOptions { Losses = losses, CanReason = canReason });
        return JsonElement.Parse(buffer.WrittenSpan);
    }
}
