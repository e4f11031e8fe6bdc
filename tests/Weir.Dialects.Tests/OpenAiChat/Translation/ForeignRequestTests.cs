using System.Text;
using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;
using Weir.Dialects.Conversations.Tools;
using Weir.Dialects.OpenAiChat.Variants;

namespace Weir.Dialects.Tests.OpenAiChat.Translation;

/// <summary>Requests of other dialects, written for servers of this one.</summary>
public sealed class ForeignRequestTests
{
    private static readonly ReasoningPart Signed = new("Hm.") { Signature = new Signature("anthropic-messages", "sig") };
    private static readonly MediaPart Picture = new(MediaKind.Image, new InlineMedia("QUJD", "image/png"));

    [Fact]
    public void Results_StandBehindTheCallsAndTheirMediaBehindThem()
    {
        var messages = Messages(Of(
            new Message(Role.User, [new TextPart("Look.")]),
            new Message(Role.Assistant, [new TextPart("I will.")]),
            new Message(Role.Assistant, [new ToolCallPart("a", "see", "{}"), new ToolCallPart("b", "hear", "{\"x\": 1}")]),
            new Message(Role.User, [new TextPart("Wait"), new ToolResultPart("b", [new TextPart("noise")]), new ToolResultPart("a", [new TextPart("a cat"), Picture]), new TextPart("Go on.")])));
        Assert.Equal(["user", "assistant", "tool", "tool", "user", "user"], messages.Select(static message => message.String("role")));
        Assert.Equal("I will.", messages[1].String("content"));
        Assert.Equal(["{}", "{\"x\": 1}"], messages[1].GetProperty("tool_calls").EnumerateArray().Select(static call => call.GetProperty("function").String("arguments")));
        Assert.Equal(["b", "a"], messages[2..4].Select(static message => message.String("tool_call_id")));
        Assert.Equal("data:image/png;base64,QUJD", messages[4].GetProperty("content")[0].GetProperty("image_url").String("url"));
        Assert.Equal("Wait\nGo on.", messages[5].String("content"));
    }

    [Theory]
    [InlineData("deepseek", "reasoning_content")]
    [InlineData("zai", "reasoning_content")]
    [InlineData("groq", "reasoning")]
    [InlineData("openrouter", "reasoning")]
    [InlineData("openai", null)]
    [InlineData("cohere", null)]
    public void Reasoning_GoesBackInTheServersField(string provider, string? member)
    {
        var losses = new Losses();
        var message = Messages(Of(new Message(Role.Assistant, [Signed, new TextPart("Yes.")])), ChatVariants.For(provider), losses)[0];
        Assert.Equal(member is null ? null : "Hm.", member is null ? null : message.String(member));
        Assert.Equal(member is null, !message.TryGetProperty("reasoning_content", out _) && !message.TryGetProperty("reasoning", out _));
        Assert.Contains(losses.All, static loss => loss.What == "messages[0].reasoning.signature");
        Assert.DoesNotContain("sig", message.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public void OwnDetails_GoBackUnchangedToARouter()
    {
        const string Detail = """{"type":"reasoning.text","text":"Hm.","signature":"s==","format":"anthropic-claude-v1","index":0}""";
        var read = Wire.Dialect.ReadAnswer(Encoding.UTF8.GetBytes($$"""{"id":"x","choices":[{"index":0,"message":{"role":"assistant","content":"Yes.","reasoning":"Hm.","reasoning_details":[{{Detail}}]},"finish_reason":"stop"}]}"""));

        // As a client of another dialect sends it back: no notes on form.
        var part = Assert.IsType<ReasoningPart>(read.Choices[0].Parts[0]) with { Extras = Extras.None };
        var message = Messages(Of(new Message(Role.Assistant, [part, new TextPart("Yes.")])), ChatVariants.For("openrouter"))[0];
        Assert.Equal("Hm.", message.String("reasoning"));
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(Detail), message.GetProperty("reasoning_details")[0]), message.GetRawText());
    }

    [Fact]
    public void DeepSeek_GetsReasoningOnEveryMessage()
    {
        var message = Messages(Of(new Message(Role.Assistant, [new TextPart("Yes.")])) with { Model = "deepseek-v4" }, ChatVariants.For("deepseek"))[0];
        Assert.Equal("", message.String("reasoning_content"));
    }

    [Fact]
    public void Mistral_GetsItsIdsAndAWordBetween()
    {
        var conversation = Of(
            new Message(Role.Assistant, [Signed, new ToolCallPart("toolu_01ABCDEF", "see", "{}")]),
            new Message(Role.Tool, [new ToolResultPart("toolu_01ABCDEF", [new TextPart("a cat")])]),
            new Message(Role.User, [new TextPart("And?")])) with
        { Stream = true, MaxOutputTokens = 5, Sampling = new Sampling { Seed = 7 } };
        var request = Wire.Write(conversation, ChatVariants.For("mistral"));
        var messages = request.GetProperty("messages").EnumerateArray().ToList();
        Assert.Equal(["assistant", "tool", "assistant", "user"], messages.Select(static message => message.String("role")));
        var id = messages[0].GetProperty("tool_calls")[0].String("id")!;
        Assert.Matches("^[A-Za-z0-9]{9}$", id);
        Assert.Equal(id, messages[1].String("tool_call_id"));
        Assert.Equal("thinking", messages[0].GetProperty("content")[0].String("type"));
        Assert.Equal((5, 7), (request.Int("max_tokens"), request.Int("random_seed")));
        Assert.False(request.TryGetProperty("stream_options", out _));
    }

    [Fact]
    public void Mistral_ChangesWhatChatClientsSendToo()
    {
        var own = Wire.Request("""{"model":"m","max_completion_tokens":9,"seed":1,"messages":[{"role":"developer","content":"Be short."},{"role":"assistant","tool_calls":[{"id":"call_1","type":"function","function":{"name":"f","arguments":"{}"}}]},{"role":"tool","tool_call_id":"call_1","content":"x"},{"role":"user","content":"y"}]}""");
        var written = Wire.Write(own, ChatVariants.For("mistral"));
        Assert.Equal(["system", "assistant", "tool", "assistant", "user"], written.GetProperty("messages").EnumerateArray().Select(static message => message.String("role")));
        Assert.Equal((9, 1), (written.Int("max_tokens"), written.Int("random_seed")));
    }

    [Theory]
    [InlineData("openai", "gpt-4o", "max_completion_tokens", "developer")]
    [InlineData("azure", "gpt-4o", "max_completion_tokens", "developer")]
    [InlineData("vllm", "qwen3", "max_tokens", "system")]
    [InlineData("never-heard-of", "m", "max_tokens", "system")]
    public void LimitAndRoles_AreTheServers(string provider, string model, string limit, string role)
    {
        var request = Wire.Write(Of(new Message(Role.Developer, [new TextPart("Be short.")])) with { Model = model, MaxOutputTokens = 3, Stream = true }, ChatVariants.For(provider, model));
        Assert.Equal(3, request.Int(limit));
        Assert.Equal(role, request.GetProperty("messages")[0].String("role"));
        Assert.True(request.GetProperty("stream_options").GetProperty("include_usage").GetBoolean());
    }

    [Theory]
    [InlineData("openai", "gpt-5.1", "reasoning_effort")]
    [InlineData("openrouter", "x/y", "reasoning")]
    [InlineData("zai", "glm-5", "thinking")]
    [InlineData("alibaba", "qwen3", "enable_thinking")]
    [InlineData("llama.cpp", "m", "chat_template_kwargs")]
    public void ReasoningIsAskedFor_InTheServersForm(string provider, string model, string member)
    {
        var conversation = Of(new Message(Role.User, [new TextPart("Hi")])) with { Model = model, Reasoning = new ReasoningRequest { Enabled = true, BudgetTokens = 20000 } };
        Assert.True(Wire.Write(conversation, ChatVariants.For(provider)).TryGetProperty(member, out _));
        var off = Wire.Write(conversation with { Reasoning = new ReasoningRequest { Enabled = false } }, ChatVariants.For(provider));
        Assert.Matches("none|false|disabled", off.GetProperty(member).GetRawText());
    }

    [Fact]
    public void ReasoningModels_RefuseSampling()
    {
        var losses = new Losses();
        var conversation = Of(new Message(Role.User, [new TextPart("Hi")])) with { Model = "gpt-5.1", Sampling = new Sampling { Temperature = 0.2, TopP = 0.9, TopK = 4, Stop = ["x"] } };
        var request = Wire.Write(conversation, losses: losses);
        Assert.Equal(["temperature", "top_p", "top_k", "stop"], losses.All.Select(static loss => loss.What));
        Assert.False(request.TryGetProperty("temperature", out _));
        Assert.Equal(0.2, Wire.Write(conversation with { Model = "gpt-4o" }).GetProperty("temperature").GetDouble());
        Assert.Equal(4, Wire.Write(conversation, ChatVariants.For("vllm")).Int("top_k"));
    }

    [Theory]
    [InlineData("openai", "gpt-4o", null)]
    [InlineData("never-heard-of", "claude-sonnet-4-5", "cache_control")]
    [InlineData("never-heard-of", "qwen3", null)]
    [InlineData("openrouter", "google/gemini", "cache_control")]
    [InlineData("github-copilot", "claude-sonnet-4.5", "copilot_cache_control")]
    public void CacheMarks_WhereTheServerTakesThem(string provider, string model, string? member)
    {
        var conversation = Of(new Message(Role.System, [new TextPart("Long.") { Cache = new CacheMark("1h") }])) with { Model = model };
        var content = Wire.Write(conversation, ChatVariants.For(provider, model)).GetProperty("messages")[0].GetProperty("content");
        Assert.Equal(member is null ? JsonValueKind.String : JsonValueKind.Array, content.ValueKind);
        if (member is not null)
        {
            Assert.Equal("""{"type":"ephemeral","ttl":"1h"}""", content[0].GetProperty(member).GetRawText());
        }
    }

    [Fact]
    public void CustomTools_AreFunctionsWithOneText()
    {
        var losses = new Losses();
        var conversation = Of(
            new Message(Role.Assistant, [new ToolCallPart("c1", "patch", "*** \"Begin\"") { IsCustom = true }]),
            new Message(Role.Tool, [new ToolResultPart("c1", [new TextPart("ok")]) { IsCustom = true }])) with
        { Tools = [new CustomTool("patch") { Format = Wire.Json("""{"type":"grammar","syntax":"lark","definition":"x"}""") }], ToolChoice = new ToolChoice(ToolChoiceMode.Named) { Name = "patch" } };
        var request = Wire.Write(conversation, ChatVariants.Compatible, losses);
        Assert.Equal("input", request.GetProperty("tools")[0].GetProperty("function").GetProperty("parameters").GetProperty("required")[0].GetString());
        Assert.Equal("""{"input":"*** \"Begin\""}""", request.GetProperty("messages")[0].GetProperty("tool_calls")[0].GetProperty("function").String("arguments"));
        Assert.Equal("patch", request.GetProperty("tool_choice").GetProperty("function").String("name"));
        Assert.Contains(losses.All, static loss => loss.What == "tools[0].format");

        var custom = Wire.Write(conversation);
        Assert.Equal("lark", custom.GetProperty("tools")[0].GetProperty("custom").GetProperty("format").GetProperty("grammar").String("syntax"));
        Assert.Equal("*** \"Begin\"", custom.GetProperty("messages")[0].GetProperty("tool_calls")[0].GetProperty("custom").String("input"));
    }

    [Fact]
    public void WhatOthersHave_IsReported()
    {
        var losses = new Losses();
        var foreign = Extras.None.With("anthropic-messages", "container", Wire.Json("1"));
        var conversation = Of(new Message(Role.User, [new TextPart("Hi"), new OpaquePart("anthropic-messages", "search_result", Wire.Json("{}"))])) with
        {
            Extras = foreign,
            Tools = [new ServerTool("anthropic-messages", "web_search_20250305", Wire.Json("{}")), new FunctionTool("f") { Strict = true }],
            PreviousResponseId = "resp_1",
        };
        var request = Wire.Write(conversation, losses: losses);
        Assert.Equal(["container", "messages[0].search_result", "previous_response_id", "tools[0]"], losses.All.Select(static loss => loss.What).Order());
        Assert.Single(request.GetProperty("tools").EnumerateArray());
    }

    [Theory]
    [InlineData("openai", "file")]
    [InlineData("mistral", "document_url")]
    [InlineData("groq", null)]
    public void Documents_GoInTheServersForm(string provider, string? type)
    {
        var losses = new Losses();
        var document = new MediaPart(MediaKind.File, new InlineMedia("QUJD", "application/pdf")) { Name = "a.pdf" };
        var content = Messages(Of(new Message(Role.User, [document])), ChatVariants.For(provider), losses)[0].GetProperty("content");
        Assert.Equal(type, content.ValueKind == JsonValueKind.Array ? content[0].String("type") : null);
        Assert.Equal(type is null ? ["messages[0].file"] : [], losses.All.Select(static loss => loss.What));
        Assert.Equal(type is not null, content.GetRawText().Contains("data:application/pdf;base64,QUJD", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("openai")]
    [InlineData("mistral")]
    [InlineData("openrouter")]
    [InlineData("deepseek")]
    public void NextTurn_KeepsTheBytesBefore(string provider)
    {
        Message[] turns =
        [
            new(Role.System, [new TextPart("Be kind.")]),
            new(Role.User, [new TextPart("Look."), Picture]),
            new(Role.Assistant, [Signed, new TextPart("I will."), new ToolCallPart("toolu_1", "see", "{ }")]),
            new(Role.User, [new ToolResultPart("toolu_1", [new TextPart("a cat"), Picture])]),
            new(Role.Assistant, [new TextPart("A cat.")]),
            new(Role.User, [new TextPart("Thanks.")]),
        ];
        var whole = Prefix(turns, provider);
        foreach (var count in (int[])[2, 4])
        {
            Assert.StartsWith(Prefix(turns[..count], provider), whole, StringComparison.Ordinal);
        }
    }

    private static string Prefix(Message[] turns, string provider)
    {
        var text = Encoding.UTF8.GetString(Wire.Bytes(Of(turns), ChatVariants.For(provider)));
        return text[..text.LastIndexOf("}]", StringComparison.Ordinal)];
    }

    private static Conversation Of(params Message[] messages) => new() { Model = "m", Messages = messages };

    private static List<JsonElement> Messages(Conversation conversation, ChatVariant? variant = null, Losses? losses = null) =>
        [.. Wire.Write(conversation, variant, losses).GetProperty("messages").EnumerateArray()];
}
