using Weir.Dialects.AnthropicMessages;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;
using Weir.Dialects.Conversations.Tools;
using static Weir.Dialects.Tests.AnthropicMessages.Written;

namespace Weir.Dialects.Tests.AnthropicMessages;

/// <summary>Limits, thinking, sampling, tools and formats that clients of other dialects ask for.</summary>
public sealed class AnthropicSettingsTests
{
    private static readonly FunctionTool Tool = new("f") { Parameters = Json.Parse("""{"type":"object"}"""u8) };

    private static Conversation Base { get; } = Ask(User("Hi"));

    [Theory]
    [InlineData(100, 64000, 100)]
    [InlineData(null, 64000, 32000)]
    [InlineData(null, 8192, 8192)]
    [InlineData(null, null, 32000)]
    public void MaxTokens_IsAlwaysSaid(int? asked, int? limit, int expected) => Assert.Equal(expected, Of(Base with { MaxOutputTokens = asked }, outputLimit: limit).Json.GetProperty("max_tokens").GetInt32());

    [Theory]
    [InlineData("claude-3-haiku-20240307", 4096)]
    [InlineData("claude-2.1", 4096)]
    [InlineData("claude-3-5-sonnet-20241022", 8192)]
    [InlineData("claude-3-7-sonnet-latest", 32000)]
    [InlineData("claude-opus-4-20250514", 32000)]
    [InlineData("us.anthropic.claude-sonnet-4-5-20250929-v1:0", 32000)]
    [InlineData("claude-fable-preview", 32000)]
    [InlineData("house-model", 8192)]
    public void MaxTokens_OfAnUnknownLimit_IsWhatTheFamilyTakes(string model, int expected) => Assert.Equal(expected, Of(Base, model).Json.GetProperty("max_tokens").GetInt32());

    [Fact]
    public void MaxTokens_OfADeployment_IsThatOfTheModelBehindIt()
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        AnthropicDialect.Instance.WriteRequest(Base with { Model = "our-deployment" }, buffer, new WriteOptions { Losses = new Losses(), ModelFamily = "claude-3-5-haiku" });
        Assert.Equal(8192, System.Text.Json.JsonElement.Parse(buffer.WrittenSpan).GetProperty("max_tokens").GetInt32());
    }

    [Theory]
    [InlineData("claude-sonnet-4-5", "low", "{\"type\":\"enabled\",\"budget_tokens\":4096}", null)]
    [InlineData("some-other-model", "high", "{\"type\":\"enabled\",\"budget_tokens\":24576}", null)]
    [InlineData("claude-opus-4-6", "high", "{\"type\":\"adaptive\"}", "{\"effort\":\"high\"}")]
    [InlineData("anthropic.claude-sonnet-4-6-v1:0", "minimal", "{\"type\":\"adaptive\"}", "{\"effort\":\"low\"}")]
    [InlineData("claude-opus-4-8", "xhigh", "{\"type\":\"adaptive\",\"display\":\"summarized\"}", "{\"effort\":\"xhigh\"}")]
    [InlineData("claude-sonnet-5", "medium", "{\"type\":\"adaptive\",\"display\":\"summarized\"}", "{\"effort\":\"medium\"}")]
    [InlineData("claude-sonnet-5", "none", "{\"type\":\"disabled\"}", null)]
    [InlineData("claude-3-5-haiku-latest", "none", null, null)]
    public void Effort_BecomesWhatTheFamilyKnows(string model, string effort, string? thinking, string? config)
    {
        var written = Of(Base with { Reasoning = new ReasoningRequest { Effort = effort } }, model, 64000);

        Assert.Equal(thinking, written.Raw("thinking"));
        Assert.Equal(config, written.Raw("output_config"));
        Assert.Empty(written.Losses);
    }

    [Theory]
    [InlineData("claude-opus-4-6", 5000, "{\"type\":\"enabled\",\"budget_tokens\":5000}", null)]
    [InlineData("claude-opus-5", 5000, "{\"type\":\"adaptive\",\"display\":\"summarized\"}", "{\"effort\":\"medium\"}")]
    [InlineData("claude-opus-4-6", -1, "{\"type\":\"adaptive\"}", null)]
    [InlineData("claude-haiku-4-5", -1, "{\"type\":\"enabled\",\"budget_tokens\":8192}", null)]
    [InlineData("claude-haiku-4-5", 0, "{\"type\":\"disabled\"}", null)]
    public void Budget_BecomesWhatTheFamilyKnows(string model, int budget, string thinking, string? config)
    {
        var written = Of(Base with { Reasoning = new ReasoningRequest { BudgetTokens = budget } }, model, 64000);

        Assert.Equal(thinking, written.Raw("thinking"));
        Assert.Equal(config, written.Raw("output_config"));
    }

    [Theory]
    [InlineData(20000, 16000, 15999)]
    [InlineData(100, 16000, 1024)]
    [InlineData(16000, 16000, 15999)]
    [InlineData(2000, 1025, 1024)]
    public void Budget_OutOfRange_IsTheNearest(int budget, int limit, int expected)
    {
        var written = Of(Base with { MaxOutputTokens = limit, Reasoning = new ReasoningRequest { BudgetTokens = budget } });

        Assert.Equal(expected, written.Json.GetProperty("thinking").GetProperty("budget_tokens").GetInt32());
        Assert.Equal(["reasoning budget"], written.Losses);
    }

    [Theory]
    [InlineData("high", 16000, 12800)]
    [InlineData("low", 16000, 4096)]
    [InlineData("low", 1100, 1024)]
    public void Effort_AsABudget_LeavesRoomForTheAnswer(string effort, int limit, int expected)
    {
        var written = Of(Base with { MaxOutputTokens = limit, Reasoning = new ReasoningRequest { Effort = effort } });

        Assert.Equal(expected, written.Json.GetProperty("thinking").GetProperty("budget_tokens").GetInt32());
        Assert.Empty(written.Losses);
    }

    [Theory]
    [InlineData("claude-sonnet-4-5", 1024, null)]
    [InlineData("claude-3-5-sonnet-20240620", 9000, null)]
    [InlineData("claude-sonnet-4-5", 9000, false)]
    public void Thinking_ThatCanNotBe_IsLost(string model, int limit, bool? canReason)
    {
        var written = Of(Base with { MaxOutputTokens = limit, Reasoning = new ReasoningRequest { Effort = "high" } }, model, canReason: canReason);

        Assert.False(written.Has("thinking"));
        Assert.Equal(["reasoning"], written.Losses);
    }

    [Theory]
    [InlineData("claude-sonnet-4-5", false)]
    [InlineData("claude-sonnet-4-6", true)]
    public void Thinking_InATurnThatBeganWithoutThoughts_WaitsForTheNext(string model, bool thinks)
    {
        var asked = Ask(User("Go"), Assistant(new ReasoningPart("Hm.") { Signature = new Signature("gemini", "x") }, new ToolCallPart("c", "f", "{}")), Result("c", "ok")) with { Tools = [Tool], Reasoning = new ReasoningRequest { Effort = "low" } };

        Assert.Equal(thinks, Of(asked, model, 64000).Has("thinking"));
        Assert.True(Of(asked with { Messages = [.. asked.Messages, Assistant(new TextPart("Done")), User("More")] }, model, 64000).Has("thinking"));
    }

    [Fact]
    public void Thinking_InATurnWithItsOwnThoughts_GoesOn() =>
        Assert.True(Of(Ask(User("Go"), Assistant(new ReasoningPart("Hm.") { Signature = new Signature("anthropic-messages", "x") }, new ToolCallPart("c", "f", "{}")), Result("c", "ok")) with { Tools = [Tool], Reasoning = new ReasoningRequest { Effort = "low" } }, outputLimit: 64000).Has("thinking"));

    [Theory]
    [InlineData("claude-opus-4-6", "xhigh", "high")]
    public void Effort_ThatTheFamilyLacks_IsTheNearest(string model, string asked, string sent)
    {
        var written = Of(Base with { Reasoning = new ReasoningRequest { Effort = asked } }, model);

        Assert.Equal($$"""{"effort":"{{sent}}"}""", written.Raw("output_config"));
        Assert.Equal(["reasoning_effort"], written.Losses);
    }

    [Fact]
    public void ForcedTool_WithThinking_IsLeftToTheModel()
    {
        var written = Of(Base with { Tools = [Tool], ToolChoice = new ToolChoice(ToolChoiceMode.Required), Reasoning = new ReasoningRequest { Effort = "low" } }, outputLimit: 64000);

        Assert.Equal("""{"type":"auto"}""", written.Raw("tool_choice"));
        Assert.Equal(["tool_choice"], written.Losses);
    }

    [Theory]
    [InlineData("claude-haiku-4-5", 1.5, null, null, "{\"temperature\":1}", "temperature")]
    [InlineData("claude-haiku-4-5", 0.5, 1.0, 5, "{\"temperature\":0.5,\"top_k\":5}", "")]
    [InlineData("claude-haiku-4-5", 0.5, 0.9, null, "{\"temperature\":0.5}", "top_p")]
    [InlineData("claude-3-5-sonnet-20240620", 0.5, 0.9, null, "{\"temperature\":0.5,\"top_p\":0.9}", "")]
    [InlineData("claude-haiku-4-5", null, 0.9, null, "{\"top_p\":0.9}", "")]
    [InlineData("claude-opus-4-7", 1.0, 1.0, null, "{}", "")]
    [InlineData("claude-opus-5", 0.5, 0.9, 5, "{}", "temperature,top_p,top_k")]
    public void Sampling_IsWhatTheFamilyTakes(string model, double? temperature, double? topP, int? topK, string expected, string lost)
    {
        var written = Of(Base with { Sampling = new Sampling { Temperature = temperature, TopP = topP, TopK = topK } }, model);

        var sent = written.Json.EnumerateObject().Where(static member => member.Name is "temperature" or "top_p" or "top_k").Select(static member => $"\"{member.Name}\":{member.Value.GetRawText()}");
        Assert.Equal(expected, $"{{{string.Join(',', sent)}}}");
        Assert.Equal(lost, string.Join(',', written.Losses));
    }

    [Fact]
    public void Sampling_WithThinking_IsLost()
    {
        var written = Of(Base with { Reasoning = new ReasoningRequest { Effort = "low" }, Sampling = new Sampling { Temperature = 0.5, TopP = 0.5, TopK = 4 } }, outputLimit: 64000);

        Assert.Equal(["temperature", "top_p", "top_k"], written.Losses);
        Assert.False(written.Has("temperature") || written.Has("top_p") || written.Has("top_k"));
    }

    [Fact]
    public void StopTexts_OfWhiteSpace_AreLost()
    {
        var written = Of(Base with { Sampling = new Sampling { Stop = ["\n\n", "END"] } });

        Assert.Equal("""["END"]""", written.Raw("stop_sequences"));
        Assert.Equal(["stop"], written.Losses);
    }

    [Fact]
    public void WhatAnthropicHasNoWordFor_IsLost()
    {
        var written = Of(Base with
        {
            Choices = 2,
            Metadata = new Dictionary<string, string> { ["a"] = "b" },
            Verbosity = "low",
            Modalities = ["text", "audio"],
            AudioOutput = Json.Parse("{}"u8),
            Store = true,
            PreviousResponseId = "resp_1",
            ServiceTier = "flex",
            Cache = new CacheRequest { Name = "cachedContents/1", Key = "k" },
            EndUser = new string('u', 300),
            Format = new ResponseFormat { Kind = FormatKind.JsonObject },
            Sampling = new Sampling { FrequencyPenalty = 1, PresencePenalty = 1, Seed = 1, LogProbs = true },
            Extras = Extras.Of("openai-chat", [new("logit_bias", Json.Parse("{}"u8))]),
        });

        Assert.Equal(
            ["audio", "cachedContent", "frequency_penalty", "logit_bias", "logprobs", "metadata", "modalities", "n", "presence_penalty", "previous_response_id", "response_format", "seed", "service_tier", "store", "user", "verbosity"],
            written.Losses.Order(StringComparer.Ordinal));
        Assert.Equal(["max_tokens", "messages", "model"], written.Json.EnumerateObject().Select(static member => member.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Tools_OfOtherDialects_HaveAnthropicsForm()
    {
        var written = Of(Base with
        {
            Tools =
            [
                new FunctionTool("bare"), new FunctionTool("typeless") { Parameters = Json.Parse("""{"properties":{"x":{}}}"""u8), Strict = false }, Tool with { Strict = true, Cache = new CacheMark() },
                new CustomTool("patch") { Format = Json.Parse("{}"u8) }, new ServerTool("openai-responses", "web_search", Json.Parse("{}"u8)),
            ],
            ParallelToolCalls = false,
        });

        var tools = written.Json.GetProperty("tools").EnumerateArray().Select(static tool => tool.GetRawText()).ToList();
        Assert.Equal("""{"name":"bare","input_schema":{"type":"object"}}""", tools[0]);
        Assert.Equal("""{"name":"typeless","input_schema":{"type":"object","properties":{"x":{}}}}""", tools[1]);
        Assert.Equal("""{"name":"f","input_schema":{"type":"object"},"strict":true,"cache_control":{"type":"ephemeral"}}""", tools[2]);
        Assert.Contains("\"input\"", tools[3], StringComparison.Ordinal);
        Assert.Equal(4, tools.Count);
        Assert.Equal("""{"type":"auto","disable_parallel_tool_use":true}""", written.Raw("tool_choice"));
        Assert.Equal(["tools[3].format", "tools[4]"], written.Losses);
    }

    [Fact]
    public void Tools_ThatAreAllOthers_LeaveNoChoice()
    {
        var written = Of(Base with { Tools = [new ServerTool("openai-responses", "web_search", Json.Parse("{}"u8))], ToolChoice = new ToolChoice(ToolChoiceMode.Required) });

        Assert.False(written.Has("tools") || written.Has("tool_choice"));
        Assert.Equal(["tools[0]", "tool_choice"], written.Losses);
    }

    [Theory]
    [InlineData("claude-sonnet-4-5", true)]
    [InlineData("claude-sonnet-4-20250514", false)]
    public void Schema_GoesToFamiliesThatKeepToOne(string model, bool isKept)
    {
        var written = Of(Base with { Format = new ResponseFormat { Kind = FormatKind.JsonSchema, Name = "n", Schema = Json.Parse("""{"type":"object"}"""u8) } }, model);

        Assert.Equal(isKept ? """{"format":{"type":"json_schema","schema":{"type":"object"}}}""" : null, written.Raw("output_config"));
        Assert.Equal(isKept ? [] : ["response_format"], written.Losses);
    }

    [Fact]
    public void Clouds_HaveAVersionAndNoModel()
    {
        var asked = Base with { Stream = true };
        var (vertex, bedrock) = (Of(asked, dialect: AnthropicDialect.Vertex), Of(asked, dialect: AnthropicDialect.BedrockInvoke));

        Assert.Equal(("\"vertex-2023-10-16\"", "true", false), (vertex.Raw("anthropic_version"), vertex.Raw("stream"), vertex.Has("model")));
        Assert.Equal(("\"bedrock-2023-05-31\"", null, false), (bedrock.Raw("anthropic_version"), bedrock.Raw("stream"), bedrock.Has("model")));
    }

    [Theory]
    [InlineData("claude-3-7-sonnet-20250219", 37)]
    [InlineData("claude-3-5-haiku-latest", 35)]
    [InlineData("claude-3-opus-20240229", 30)]
    [InlineData("claude-2.1", 21)]
    [InlineData("claude-instant-1.2", 12)]
    [InlineData("claude-sonnet-4-20250514", 40)]
    [InlineData("claude-opus-4-1-20250805", 41)]
    [InlineData("claude-haiku-4-5@20251001", 45)]
    [InlineData("us.anthropic.claude-opus-4-6-v1:0", 46)]
    [InlineData("anthropic/claude-sonnet-4.6", 46)]
    [InlineData("anthropic/claude-4.7-opus", 47)]
    [InlineData("claude-opus-4-8", 48)]
    [InlineData("claude-sonnet-5", 50)]
    [InlineData("claude-fable-5", 50)]
    [InlineData("claude-mythos-preview", 99)]
    [InlineData("MiniMax-M3", 0)]
    [InlineData("kimi-k2", 0)]
    public void Family_IsToldByTheId(string model, int generation) => Assert.Equal(generation, ClaudeFamily.Of(model).Generation);
}
