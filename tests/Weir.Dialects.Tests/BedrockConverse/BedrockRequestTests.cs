using System.Buffers;
using System.Text;
using System.Text.Json;
using Weir.Dialects.AnthropicMessages;
using Weir.Dialects.BedrockConverse;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;
using Weir.Dialects.Conversations.Tools;
using Weir.Dialects.Tests.Kit;

namespace Weir.Dialects.Tests.BedrockConverse;

/// <summary>What Bedrock is sent of other dialects' requests.</summary>
public sealed class BedrockRequestTests
{
    private const string Claude = "anthropic.claude-sonnet-4-5-20250929-v1:0";

    [Fact]
    public void Neighbours_of_one_side_are_merged_and_results_stand_first()
    {
        var json = Written(
            Conversation(
                new Message(Role.System, [new TextPart("Be brief.")]),
                new Message(Role.User, [new TextPart("a"), new TextPart("")]),
                new Message(Role.Assistant, [new ToolCallPart("call:1", "find", "")]),
                new Message(Role.User, [new TextPart("b")]),
                new Message(Role.Tool, [new ToolResultPart("call:1", [new TextPart("found"), new TextPart("")]) { IsError = true }])),
            out _);

        Assert.Equal("""[{"text":"Be brief."}]""", json.GetProperty("system").GetRawText());
        Assert.Equal(["user", "assistant", "user"], json.GetProperty("messages").EnumerateArray().Select(static message => message.GetProperty("role").GetString()));
        Assert.Equal("""[{"text":"a"}]""", json.GetProperty("messages")[0].GetProperty("content").GetRawText());
        var call = json.GetProperty("messages")[1].GetProperty("content")[0].GetProperty("toolUse");
        Assert.Equal("{}", call.GetProperty("input").GetRawText());
        Assert.Matches("^[a-zA-Z0-9_-]+$", call.GetProperty("toolUseId").GetString());
        JsonDifferences.AssertNone(
            JsonElement.Parse($$$"""[{"toolResult":{"toolUseId":"{{{call.GetProperty("toolUseId").GetString()}}}","content":[{"text":"found"}],"status":"error"}},{"text":"b"}]"""),
            json.GetProperty("messages")[2].GetProperty("content"));

        // The history calls a tool that the client no longer tells; Bedrock wants it told.
        Assert.Equal("""{"tools":[{"toolSpec":{"name":"find","inputSchema":{"json":{"type":"object"}}}}]}""", json.GetProperty("toolConfig").GetRawText());
    }

    [Fact]
    public void Messages_of_which_nothing_is_left_are_left_out()
    {
        var json = Written(
            Conversation(
                new Message(Role.User, [new TextPart("a")]),
                new Message(Role.Assistant, [new ReasoningPart("hm") { Signature = new Signature("gemini", "x") }, new TextPart("")]),
                new Message(Role.User, [new TextPart("b"), new MediaPart(MediaKind.Image, new LinkedMedia("https://a.example/b.png"))])),
            out var losses);

        Assert.Equal("""[{"role":"user","content":[{"text":"a"},{"text":"b"}]}]""", json.GetProperty("messages").GetRawText());
        Assert.Equal(["messages[1].content[0]", "messages[2].content[1]"], losses.All.Select(static loss => loss.What));
    }

    [Fact]
    public void Documents_have_names_that_Bedrock_takes_and_no_two_the_same()
    {
        var file = new MediaPart(MediaKind.File, new InlineMedia("JVBERg==", "application/pdf"));
        var json = Written(
            Conversation(new Message(Role.User, [file with { Name = "My  report/№1.pdf" }, file, file, new MediaPart(MediaKind.File, new TextMedia("hi", "text/markdown")) { Name = "a" }])),
            out var losses);

        var documents = json.GetProperty("messages")[0].GetProperty("content").EnumerateArray().Select(static block => block.GetProperty("document")).ToList();
        Assert.All(documents, static document => Assert.Matches(@"^[a-zA-Z0-9\-()\[\]]+( [a-zA-Z0-9\-()\[\]]+)*$", document.GetProperty("name").GetString()));
        Assert.Equal(4, documents.Select(static document => document.GetProperty("name").GetString()).Distinct().Count());
        Assert.Equal(["pdf", "pdf", "pdf", "md"], documents.Select(static document => document.GetProperty("format").GetString()));
        Assert.Equal("aGk=", documents[3].GetProperty("source").GetProperty("bytes").GetString());
        Assert.Empty(losses.All);
    }

    [Theory]
    [InlineData(Claude, true)]
    [InlineData("amazon.nova-pro-v1:0", true)]
    [InlineData("meta.llama3-70b-instruct-v1:0", false)]
    public void Cache_marks_are_points_of_their_own_where_the_model_takes_them(string model, bool takes)
    {
        var json = Written(
            Conversation(new Message(Role.System, [new TextPart("s") { Cache = new CacheMark("1h") }]), new Message(Role.User, [new TextPart("a") { Cache = new CacheMark() }])) with { Model = model },
            out _);

        Assert.Equal(takes ? """[{"text":"s"},{"cachePoint":{"type":"default","ttl":"1h"}}]""" : """[{"text":"s"}]""", json.GetProperty("system").GetRawText());
        Assert.Equal(takes ? """[{"text":"a"},{"cachePoint":{"type":"default"}}]""" : """[{"text":"a"}]""", json.GetProperty("messages")[0].GetProperty("content").GetRawText());
    }

    [Theory]
    [InlineData(Claude, """{"thinking":{"type":"enabled","budget_tokens":8192}}""")]
    [InlineData("anthropic.claude-opus-4-6-v1", """{"thinking":{"type":"adaptive"},"output_config":{"effort":"medium"}}""")]
    [InlineData("amazon.nova-2-lite-v1:0", """{"reasoningConfig":{"type":"enabled","maxReasoningEffort":"medium"}}""")]
    [InlineData("openai.gpt-oss-120b-1:0", """{"reasoning_effort":"medium"}""")]
    [InlineData("qwen.qwen3-32b-v1:0", """{"reasoning_config":"medium"}""")]
    public void Reasoning_is_asked_for_in_each_vendors_words(string model, string expected)
    {
        var json = Written(Conversation() with { Model = model, Reasoning = new ReasoningRequest { Effort = "medium" }, MaxOutputTokens = 20000 }, out var losses);

        Assert.Equal(expected, json.GetProperty("additionalModelRequestFields").GetRawText());
        Assert.Empty(losses.All);
    }

    [Fact]
    public void Reasoning_is_lost_where_nothing_can_be_said_of_it()
    {
        var json = Written(Conversation() with { Model = "meta.llama3-70b-instruct-v1:0", Reasoning = new ReasoningRequest { Effort = "high" } }, out var losses);

        Assert.False(json.TryGetProperty("additionalModelRequestFields", out _));
        Assert.Equal(["reasoning"], losses.All.Select(static loss => loss.What));
    }

    [Fact]
    public void A_thinking_Claude_has_room_for_its_answer_and_no_sampling()
    {
        var json = Written(
            Conversation() with { Reasoning = new ReasoningRequest { BudgetTokens = 5000 }, Sampling = new Sampling { Temperature = 0.3, TopP = 0.5, TopK = 7, Stop = ["x"] } },
            out var losses);

        Assert.Equal("""{"maxTokens":9096,"stopSequences":["x"]}""", json.GetProperty("inferenceConfig").GetRawText());
        Assert.Equal(["temperature", "top_k", "top_p"], losses.All.Select(static loss => loss.What).Order());
    }

    [Fact]
    public void What_Converse_has_no_word_for_is_reported()
    {
        _ = Written(
            Conversation() with
            {
                Sampling = new Sampling { Temperature = 1.5, FrequencyPenalty = 1, PresencePenalty = 1, Seed = 3, LogProbs = true },
                Choices = 2,
                EndUser = "u",
                Format = new ResponseFormat { Kind = FormatKind.JsonObject },
                Tools = [new ServerTool("openai-responses", "web_search", JsonElement.Parse("{}"))],
            },
            out var losses);

        Assert.Equal(
            ["frequency_penalty", "logprobs", "n", "presence_penalty", "response_format", "seed", "temperature", "tools[0]", "user"],
            losses.All.Select(static loss => loss.What).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Labels_tier_top_k_and_schema_find_their_places()
    {
        var json = Written(
            Conversation() with
            {
                Metadata = new Dictionary<string, string> { ["team"] = "a b" },
                ServiceTier = "flex",
                Sampling = new Sampling { TopK = 7 },
                Format = new ResponseFormat { Kind = FormatKind.JsonSchema, Name = "n", Schema = JsonElement.Parse("""{"type":"object"}""") },
            },
            out var losses);

        Assert.Equal("""{"team":"a b"}""", json.GetProperty("requestMetadata").GetRawText());
        Assert.Equal("""{"type":"flex"}""", json.GetProperty("serviceTier").GetRawText());
        Assert.Equal("""{"top_k":7}""", json.GetProperty("additionalModelRequestFields").GetRawText());
        Assert.Equal("""{"type":"object"}""", json.GetProperty("outputConfig").GetProperty("textFormat").GetProperty("structure").GetProperty("jsonSchema").GetProperty("schema").GetString());
        Assert.Empty(losses.All);
    }

    [Theory]
    [InlineData(ToolChoiceMode.Auto, """{"auto":{}}""")]
    [InlineData(ToolChoiceMode.Required, """{"any":{}}""")]
    [InlineData(ToolChoiceMode.Named, """{"tool":{"name":"find"}}""")]
    public void A_choice_of_tools_is_written(ToolChoiceMode mode, string expected)
    {
        var json = Written(Conversation() with { Tools = [new FunctionTool("find")], ToolChoice = new ToolChoice(mode) { Name = "find" } }, out _);

        Assert.Equal(expected, json.GetProperty("toolConfig").GetProperty("toolChoice").GetRawText());
    }

    [Fact]
    public void Tools_that_must_not_be_called_are_not_told()
    {
        var json = Written(Conversation() with { Tools = [new FunctionTool("find")], ToolChoice = new ToolChoice(ToolChoiceMode.None) }, out var losses);

        Assert.False(json.TryGetProperty("toolConfig", out _));
        Assert.Empty(losses.All);
    }

    [Fact]
    public void A_longer_conversation_begins_with_the_same_bytes()
    {
        var file = new MediaPart(MediaKind.File, new InlineMedia("JVBERg==", "application/pdf"));
        Message[] turns =
        [
            new(Role.System, [new TextPart("s")]),
            new(Role.User, [new TextPart("a"), file]),
            new(Role.Assistant, [new TextPart("b"), new ToolCallPart("c1", "find", "{}")]),
            new(Role.Tool, [new ToolResultPart("c1", [new TextPart("r"), file])]),
            new(Role.Assistant, [new TextPart("d")]),
            new(Role.User, [new TextPart("e"), file]),
        ];
        var tools = new Tool[] { new FunctionTool("find") };
        var whole = Encoding.UTF8.GetString(Bytes(Conversation(turns) with { Tools = tools }, out _));
        for (var count = 2; count < turns.Length; count++)
        {
            var shorter = Encoding.UTF8.GetString(Bytes(Conversation(turns[..count]) with { Tools = tools }, out _));
            Assert.StartsWith(shorter[..shorter.IndexOf("],\"toolConfig\"", StringComparison.Ordinal)], whole, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("""{}""", "messages")]
    [InlineData("""{"messages":[{"role":"system","content":[]}]}""", "messages[0].role")]
    [InlineData("""{"messages":[{"role":"user"}]}""", "messages[0].content")]
    [InlineData("""{"messages":[{"role":"user","content":[{"text":7}]}]}""", "messages[0].content[0].text")]
    [InlineData("""{"messages":[{"role":"user","content":[{"image":{"format":"png"}}]}]}""", "messages[0].content[0].image.source")]
    [InlineData("""{"messages":[],"inferenceConfig":{"maxTokens":"7"}}""", "inferenceConfig.maxTokens")]
    [InlineData("""{"messages":[],"toolConfig":{"tools":[{"toolSpec":{}}]}}""", "toolConfig.tools[0].toolSpec.name")]
    public void A_wrong_request_is_refused_with_its_place(string body, string param)
    {
        var exception = Assert.Throws<DialectException>(() => BedrockDialect.Instance.ReadRequest(Encoding.UTF8.GetBytes(body)));

        Assert.Equal(param, exception.Error.Param);
    }

    [Fact]
    public void What_Bedrock_alone_knows_comes_back()
    {
        const string Body = """
            {"messages":[{"role":"user","content":[{"cachePoint":{"type":"default"}},{"text":"a"},{"cachePoint":{"type":"new","ttl":"1h","x":1}},{"cachePoint":{"type":"default"}},
            {"newBlock":{"a":1}},{"guardContent":{"image":{"format":"png"}}},{"video":{"format":"mp4","source":{"s3Location":{"uri":"s3://a/b","bucketOwner":"1"}}}},
            {"audio":{"format":"mp3","source":{"bytes":"AA=="}}},{"document":{"format":"txt","name":"d","source":{"content":[{"text":"x"}]},"context":"c"}},{"text":""}],"x":1},
            {"role":"assistant","content":[{"citationsContent":{"content":[{"text":"a"},{"text":"b"}],"citations":[{"title":"t","y":1}]}},
            {"toolUse":{"toolUseId":"1","name":"n","input":{"a": [1, 2]},"z":1}}]},{"role":"user","content":[{"toolResult":{"toolUseId":"1","content":[{"json":{"a":1}}],"w":1}}]}],
            "inferenceConfig":{"maxTokens":5,"new":1},"toolConfig":{"tools":[{"toolSpec":{"name":"n","inputSchema":{"json":{}},"v":1}},{"cachePoint":{"type":"default"}},{"newTool":{}}],"u":1},
            "outputConfig":{"t":1},"performanceConfig":{"latency":"optimized"},"requestMetadata":{"a":"b"},"serviceTier":{"type":"new"},"promptVariables":{"s":{"text":"r"}}}
            """;
        var losses = new Losses();
        var buffer = new ArrayBufferWriter<byte>();

        BedrockDialect.Instance.WriteRequest(BedrockDialect.Instance.ReadRequest(Encoding.UTF8.GetBytes(Body)), buffer, new WriteOptions { Losses = losses });

        JsonDifferences.AssertNone(JsonElement.Parse(Body), JsonElement.Parse(buffer.WrittenSpan));
        Assert.Empty(losses.All);
    }

    [Fact]
    public void Signatures_that_a_client_of_another_dialect_carried_come_back_bare()
    {
        var answer = new Answer { Choices = [new Choice { Parts = [new ReasoningPart("hm") { Signature = new Signature(BedrockDialect.DialectName, "sig==") }, new TextPart("x")], Stop = StopReason.EndTurn }] };
        var toClient = new ArrayBufferWriter<byte>();
        AnthropicDialect.Instance.WriteAnswer(answer, toClient, new AnswerOptions());
        var content = JsonElement.Parse(toClient.WrittenSpan).GetProperty("content").GetRawText();
        var back = AnthropicDialect.Instance.ReadRequest(Encoding.UTF8.GetBytes($$"""{"model":"m","messages":[{"role":"user","content":"a"},{"role":"assistant","content":{{content}}}]}"""));

        var json = Written(back with { Model = Claude }, out var losses);

        Assert.Equal("""{"reasoningContent":{"reasoningText":{"text":"hm","signature":"sig=="}}}""", json.GetProperty("messages")[1].GetProperty("content")[0].GetRawText());
        Assert.Empty(losses.All);
    }

    private static Conversation Conversation(params Message[] messages) =>
        new() { Dialect = "openai-chat", Model = Claude, Messages = messages.Length > 0 ? messages : [new Message(Role.User, [new TextPart("a")])] };

    private static JsonElement Written(Conversation conversation, out Losses losses) => JsonElement.Parse(Bytes(conversation, out losses));

    private static byte[] Bytes(Conversation conversation, out Losses losses)
    {
        losses = new Losses();
        var buffer = new ArrayBufferWriter<byte>();
        BedrockDialect.Instance.WriteRequest(conversation, buffer, new WriteOptions { Losses = losses });
        return buffer.WrittenSpan.ToArray();
    }
}
