using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;
using Weir.Dialects.Conversations.Tools;
using Weir.Dialects.OpenAiChat;
using Weir.Dialects.SapOrchestration;
using Weir.Dialects.Tests.Kit;

namespace Weir.Dialects.Tests.SapOrchestration;

public sealed class SapRequestTests
{
    [Theory]
    [InlineData("""{"config":{"modules":{"prompt_templating":{"prompt":{"template":[{"role":"user","content":"Hi"}]},"model":{"name":"gpt-5","version":"latest","timeout":60,"params":{"max_completion_tokens":9,"reasoning_effort":"high","new":{"a":1}}}}}}}""")]
    [InlineData("""{"config":{"modules":{"prompt_templating":{"model":{"name":"m"}}}},"messages_history":[{"role":"system","content":"Be brief."},{"role":"user","content":"Hi {{?you}}"}]}""")]
    [InlineData("""{"config":{"modules":{"prompt_templating":{"prompt":{"template":[{"role":"system","content":"s"},{"role":"user","content":[{"type":"text","text":"a"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AA==","detail":"low"}}]}],"response_format":{"type":"json_object"},"tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object"}}}]},"model":{"name":"m","params":{"tool_choice":"auto","stream_options":{"include_usage":true}}}},"filtering":{"input":{"filters":[]}}},"stream":{"enabled":true,"chunk_size":50}}}""")]
    [InlineData("""{"config":{"modules":{"prompt_templating":{"prompt":{"template":[{"role":"tool","tool_call_id":"c1","content":"42"}],"tools":[{"type":"function","function":{"name":"f"}}]},"model":{"name":"m"}}}},"messages_history":[{"role":"user","content":"Hi"},{"role":"assistant","content":"","reasoning_content":[{"content":"hm","signature":"c2ln"}],"tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{}"}}]}]}""")]
    public void WriteRequest_OfOwnForm_GivesTheSame(string body)
    {
        var losses = new Losses();
        var written = Write(Read(body), losses);

        JsonDifferences.AssertNone(JsonElement.Parse(body), written);
        Assert.Empty(losses.All);
    }

    [Fact]
    public void ReadRequest_FillsTheTemplate()
    {
        var conversation = Read("""
            {"config":{"modules":{"prompt_templating":{"prompt":{"template":[{"role":"user","content":"{{?greeting}}, {{?name}}! {{?text1}}"}],"defaults":{"greeting":"Hello","name":"nobody"}},"model":{"name":"m"}}}},
             "placeholder_values":{"name":"{{?greeting}}","text1":"x"}}
            """);

        Assert.Equal("Hello, {{?greeting}}! x", Assert.IsType<TextPart>(Assert.Single(Assert.Single(conversation.Messages).Parts)).Text);
    }

    [Theory]
    [InlineData("[]", null)]
    [InlineData("{}", "config")]
    [InlineData("""{"config_ref":{"id":"x"}}""", "config_ref")]
    [InlineData("""{"config":{"modules":[]}}""", "config.modules")]
    [InlineData("""{"config":{"modules":{"prompt_templating":{}}}}""", "config.modules.prompt_templating.model")]
    [InlineData("""{"config":{"modules":{"prompt_templating":{"model":{}}}}}""", "config.modules.prompt_templating.model.name")]
    [InlineData("""{"config":{"modules":{"prompt_templating":{"model":{"name":"m"},"prompt":{"template_ref":{"id":"x"}}}}}}""", "config.modules.prompt_templating.prompt.template_ref")]
    [InlineData("""{"config":{"modules":{"prompt_templating":{"model":{"name":"m"},"prompt":{"template":"Hi"}}}}}""", "config.modules.prompt_templating.prompt.template")]
    [InlineData("""{"config":{"modules":{"prompt_templating":{"model":{"name":"m"},"prompt":{"template":[{"role":"user","content":"{{?who}}"}]}}}}}""", "placeholder_values.who")]
    [InlineData("""{"config":{"modules":{"prompt_templating":{"model":{"name":"m"}}}},"messages_history":7}""", "messages_history")]
    [InlineData("""{"config":{"modules":{"prompt_templating":{"model":{"name":"m"}}}},"messages_history":[{"role":"robot"}]}""", "messages[0].role")]
    [InlineData("""{"config":{"modules":{"prompt_templating":{"model":{"name":"m","params":{"temperature":"hot"}}}}},"messages_history":[]}""", "temperature")]
    [InlineData("""{"config":{"modules":{"prompt_templating":{"model":{"name":"m"}}},"stream":{"enabled":1}},"messages_history":[]}""", "config.stream.enabled")]
    [InlineData("""{"config":{"modules":{"prompt_templating":{"model":{"name":"\ud800"}}}},"messages_history":[]}""", null)]
    public void ReadRequest_WrongType_TellsWhere(string body, string? param)
    {
        var exception = Assert.Throws<DialectException>(() => Read(body));

        Assert.Equal((param, 400), (exception.Error.Param, exception.Error.Status));
    }

    [Fact]
    public void WriteRequest_Foreign_WritesWhatTheServiceTakesAndReportsTheRest()
    {
        var losses = new Losses();
        var written = Write(
            new Conversation
            {
                Model = "anthropic--claude-4.5-sonnet",
                Stream = true,
                Messages =
                [
                    new Message(Role.Developer, [new TextPart("be brief")]),
                    new Message(Role.User, [new TextPart("a") { Cache = new CacheMark("1h") }, new MediaPart(MediaKind.Image, new InlineMedia("iVBOR", "image/png"))]),
                    new Message(Role.Assistant, [new ReasoningPart("hm") { Signature = new Signature("anthropic-messages", "s") }, new ToolCallPart("c1", "f", "{\"a\":1.0}")]),
                    new Message(Role.User, [new ToolResultPart("c1", [new TextPart("r1")]), new TextPart("go on")]),
                ],
                Tools = [new FunctionTool("f") { Strict = true }],
                ToolChoice = new ToolChoice(ToolChoiceMode.Required),
                Reasoning = new ReasoningRequest { Enabled = true, BudgetTokens = 30000 },
                MaxOutputTokens = 9,
                EndUser = "u",
            },
            losses);

        JsonDifferences.AssertNone(
            JsonElement.Parse("""
            {"config":{"modules":{"prompt_templating":{
               "prompt":{"template":[{"role":"user","content":"go on"}],
                 "tools":[{"type":"function","function":{"name":"f","strict":true}}]},
               "model":{"name":"anthropic--claude-4.5-sonnet","params":{"tool_choice":"required","max_completion_tokens":9,"reasoning_effort":"high","stream_options":{"include_usage":true}}}}},
              "stream":{"enabled":true}},
             "messages_history":[
              {"role":"system","content":"be brief"},
              {"role":"user","content":[{"type":"text","text":"a","cache_control":{"type":"ephemeral","ttl":"1h"}},{"type":"image_url","image_url":{"url":"data:image/png;base64,iVBOR"}}]},
              {"role":"assistant","tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{\"a\":1.0}"}}]},
              {"role":"tool","tool_call_id":"c1","content":"r1"}]}
            """),
            written);
        Assert.Equal(["messages[2].reasoning", "messages[2].reasoning.signature", "user"], losses.All.Select(static loss => loss.What).Distinct().Order(StringComparer.Ordinal));
    }

    /// <summary>The service refuses messages with members that it does not know; a chat client's own go no further.</summary>
    [Fact]
    public void WriteRequest_MembersThatTheServiceRefuses_AreLeftOutAndReported()
    {
        var losses = new Losses();
        var conversation = OpenAiChatDialect.Instance.ReadRequest(
            """{"model":"m","max_tokens":5,"messages":[{"role":"user","name":"Ada","content":"a"},{"role":"assistant","content":"b","annotations":[{"type":"x"}],"reasoning_content":"hm"},{"role":"user","content":"c"}]}"""u8);

        var written = Write(conversation, losses);

        Assert.Equal("""[{"role":"user","content":"a"},{"role":"assistant","content":"b"}]""", written.GetProperty("messages_history").GetRawText());
        Assert.Equal(["messages[0].name", "messages[1].annotations", "messages[1].reasoning"], losses.All.Select(static loss => loss.What).Order(StringComparer.Ordinal));
        Assert.Equal("""{"max_completion_tokens":5}""", written.GetProperty("config").GetProperty("modules").GetProperty("prompt_templating").GetProperty("model").GetProperty("params").GetRawText());
    }

    [Theory]
    [InlineData("Use {{?name}} here")]
    [InlineData("{{ user }}")]
    [InlineData("{% if x %}")]
    [InlineData("{# note #}")]
    [InlineData("""{"a":{"b":"{{?c}}"}}""")]
    public void WriteRequest_TextWithTemplateSyntax_ReachesTheModelUnharmed(string text)
    {
        List<Message> messages = [new Message(Role.User, [new TextPart(text)]), new Message(Role.Assistant, [new TextPart(text)]), new Message(Role.User, [new TextPart(text), new MediaPart(MediaKind.Image, new InlineMedia("AA==", "image/png")), new TextPart("plain")])];
        var written = Write(new Conversation { Model = "m", Messages = messages }, new Losses());

        var template = Prompt(written).GetProperty("template");
        Assert.Equal("""[{"type":"text","text":"{{?text1}}"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AA=="}},{"type":"text","text":"plain"}]""", template[0].GetProperty("content").GetRawText());
        Assert.Equal(text, written.GetProperty("placeholder_values").GetProperty("text1").GetString());
        Assert.All(written.GetProperty("messages_history").EnumerateArray(), message => Assert.Equal(text, message.GetProperty("content").GetString()));
        var texts = Read(written.GetRawText()).Messages.SelectMany(static message => message.Parts).OfType<TextPart>().Select(static part => part.Text);
        Assert.Equal([text, text, text, "plain"], texts);
    }

    [Fact]
    public void WriteRequest_PlainBraces_NeedNoPlaceholder()
    {
        var written = Write(new Conversation { Model = "m", Messages = [new Message(Role.User, [new TextPart("""{"a":{"b":1}}""")])] }, new Losses());

        Assert.False(written.TryGetProperty("placeholder_values", out _));
        Assert.Equal("""{"a":{"b":1}}""", Prompt(written).GetProperty("template")[0].GetProperty("content").GetString());
    }

    /// <summary>The service sends the model its history and then its template: together they stay the same.</summary>
    [Fact]
    public void WriteRequest_OneTurnMore_KeepsWhatTheModelIsSent()
    {
        var messages = new List<Message> { new(Role.System, [new TextPart("{{s}}")]) };
        string? before = null;
        string? tools = null;
        for (var turn = 0; turn < 12; turn++)
        {
            messages.Add(new Message(Role.User, [new TextPart($"turn {turn} {{{{?x}}}}")]));
            var written = Write(new Conversation { Model = "m", Messages = [.. messages], Tools = [new FunctionTool("f"), new FunctionTool("g")] }, new Losses());
            var sent = Sent(written);
            Assert.StartsWith(before ?? "", sent, StringComparison.Ordinal);
            Assert.Equal(tools ??= Prompt(written).GetProperty("tools").GetRawText(), Prompt(written).GetProperty("tools").GetRawText());
            before = sent;
            messages.Add(new Message(Role.Assistant, [new ToolCallPart($"c{turn}", "f", "{}")]));
            messages.Add(new Message(Role.Tool, [new ToolResultPart($"c{turn}", [new TextPart("{%r%}")])]));
        }
    }

    /// <summary>What the service sends the model: its history, then its template, filled.</summary>
    private static string Sent(JsonElement request)
    {
        var history = request.TryGetProperty("messages_history", out var list) ? list.EnumerateArray().Select(static message => message.GetRawText()) : [];
        var template = Prompt(request).GetProperty("template").EnumerateArray().Select(static message => message.GetRawText());
        return string.Concat([.. history, .. template.Select(message => Regex.Replace(message, @"\{\{\?(text\d+)\}\}", match => JsonEncodedText.Encode(request.GetProperty("placeholder_values").GetProperty(match.Groups[1].Value).GetString()!).ToString()))]);
    }

    private static JsonElement Prompt(JsonElement request) => request.GetProperty("config").GetProperty("modules").GetProperty("prompt_templating").GetProperty("prompt");

    private static Conversation Read(string body) => SapOrchestrationDialect.Instance.ReadRequest(Encoding.UTF8.GetBytes(body));

    private static JsonElement Write(Conversation conversation, Losses losses) =>
        JsonElement.Parse(RoundTrip.Written(to => SapOrchestrationDialect.Instance.WriteRequest(conversation, to, new WriteOptions { Losses = losses })));
}
