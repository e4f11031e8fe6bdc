using System.Text;
using System.Text.Json;
using Weir.Dialects.AnthropicMessages;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;
using Weir.Dialects.Errors;
using Weir.Dialects.Tests.Kit;
using Weir.TestKit.Fixtures;

namespace Weir.Dialects.Tests.AnthropicMessages;

public sealed class AnthropicRequestReaderTests
{
    private const string Head = "\"model\":\"claude-haiku-4-5\",\"max_tokens\":64";

    public static IEnumerable<TheoryDataRow<string>> Requests() => RecordedTraffic.Rows(static entry => entry is { Dialect: "anthropic-messages", Request: true });

    [Theory]
    [InlineData("\"messages\":[],\"stream\":false")]
    [InlineData("\"messages\":[],\"stream\":true,\"system\":\"Be brief\"")]
    [InlineData("\"messages\":[],\"stream\":true,\"system\":[{\"type\":\"text\",\"text\":\"Be brief\",\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"1h\",\"scope\":\"x\"},\"new\":1}]")]
    [InlineData("\"messages\":[{\"role\":\"system\",\"content\":\"First\"},{\"role\":\"user\",\"content\":\"\"},{\"role\":\"user\",\"content\":[]},{\"role\":\"system\",\"content\":[{\"type\":\"text\",\"text\":\"Later\"}],\"new\":1}],\"stream\":true")]
    [InlineData("\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image\",\"source\":{\"type\":\"url\",\"url\":\"https://x/y.png\"},\"cache_control\":{\"type\":\"ephemeral\"}},{\"type\":\"image\",\"source\":{\"type\":\"file\",\"file_id\":\"file_1\",\"new\":1}},{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\"AAAA\"}}]}],\"stream\":true")]
    [InlineData("\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"document\",\"title\":\"T\",\"context\":\"C\",\"citations\":{\"enabled\":true},\"source\":{\"type\":\"content\",\"content\":[{\"type\":\"text\",\"text\":\"a\"},{\"type\":\"text\",\"text\":\"b\"}]}},{\"type\":\"document\",\"source\":{\"type\":\"content\",\"content\":[{\"type\":\"image\",\"source\":{\"type\":\"file\",\"file_id\":\"f\"}}]}},{\"type\":\"document\",\"source\":{\"type\":\"text\",\"media_type\":\"text/plain\",\"data\":\"x\"}}]}],\"stream\":true")]
    [InlineData("\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"t\"},{\"type\":\"tool_result\",\"tool_use_id\":\"t\",\"content\":\"\",\"is_error\":true},{\"type\":\"tool_result\",\"tool_use_id\":\"t\",\"content\":[{\"type\":\"tool_reference\",\"tool_name\":\"x\"}],\"is_error\":false,\"cache_control\":{\"type\":\"ephemeral\"}}]}],\"stream\":true")]
    [InlineData("\"messages\":[{\"role\":\"assistant\",\"content\":[{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"EqQB\"},{\"type\":\"redacted_thinking\",\"data\":\"Emwx\",\"new\":2},{\"type\":\"server_tool_use\",\"id\":\"s\",\"name\":\"web_search\",\"input\":{}},{\"type\":\"web_search_tool_result\",\"tool_use_id\":\"s\",\"content\":[]},{\"type\":\"compaction\",\"content\":\"x\"},{\"type\":\"fallback\",\"from\":{\"model\":\"a\"}},{\"type\":\"container_upload\",\"file_id\":\"f\"},{\"type\":\"from_tomorrow\",\"y\":{}},{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\",\"input\":{ \"b\" : 1, \"a\":1.50 },\"caller\":{\"type\":\"direct\"}}]}],\"stream\":true")]
    [InlineData("\"messages\":[],\"stream\":true,\"tools\":[{\"name\":\"f\",\"type\":\"custom\",\"input_schema\":{\"type\":\"object\"},\"strict\":false,\"eager_input_streaming\":true,\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"5m\"}},{\"name\":\"g\"},{\"type\":\"bash_20250124\",\"name\":\"bash\"}],\"tool_choice\":{\"type\":\"tool\",\"name\":\"f\",\"disable_parallel_tool_use\":false,\"new\":1}")]
    [InlineData("\"messages\":[],\"stream\":true,\"tool_choice\":{\"type\":\"none\"}")]
    [InlineData("\"messages\":[],\"stream\":true,\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":100000,\"new\":1},\"temperature\":0.2,\"top_p\":0.5,\"top_k\":3,\"stop_sequences\":[\"a\",\" \"]")]
    [InlineData("\"messages\":[],\"stream\":true,\"thinking\":{\"type\":\"disabled\",\"new\":1}")]
    [InlineData("\"messages\":[],\"stream\":true,\"thinking\":{\"type\":\"of_tomorrow\",\"depth\":3}")]
    [InlineData("\"messages\":[],\"stream\":true,\"thinking\":{\"type\":\"adaptive\",\"display\":\"loud\"},\"output_config\":{\"effort\":\"xhigh\",\"task_budget\":{\"type\":\"tokens\"}}")]
    [InlineData("\"messages\":[],\"stream\":true,\"output_config\":{\"format\":{\"type\":\"json_schema\",\"schema\":{\"type\":\"object\"},\"name\":\"n\",\"new\":1}}")]
    [InlineData("\"messages\":[],\"stream\":true,\"output_config\":{\"format\":{\"type\":\"grammar\",\"x\":1}}")]
    [InlineData("\"messages\":[],\"stream\":true,\"output_format\":{\"type\":\"json_schema\",\"schema\":{\"type\":\"object\"}}")]
    [InlineData("\"messages\":[],\"stream\":true,\"metadata\":{\"user_id\":\"u\",\"team\":\"t\"},\"service_tier\":\"auto\",\"cache_control\":{\"type\":\"ephemeral\"}")]
    [InlineData("\"messages\":[],\"stream\":true,\"metadata\":{\"user_id\":\"u\"},\"container\":\"c\",\"context_management\":{\"edits\":[]},\"mcp_servers\":[],\"inference_geo\":\"eu\",\"speed\":\"fast\"")]
    public void WriteRequest_OfOwnForm_GivesTheSame(string members)
    {
        var body = $"{{{Head},{members}}}";
        var written = Written.Of(Written.Read(body));

        JsonDifferences.AssertNone(JsonElement.Parse(body), written.Json);
        Assert.Empty(written.Losses);
    }

    [Theory]
    [InlineData("""{"messages":[]}""", "model")]
    [InlineData("""{"model":"m"}""", "messages")]
    [InlineData("""{"model":"m","messages":{}}""", "messages")]
    [InlineData("""{"model":"m","messages":["hi"]}""", "messages.0")]
    [InlineData("""{"model":"m","messages":[{"role":"robot","content":""}]}""", "messages.0.role")]
    [InlineData("""{"model":"m","messages":[{"role":"user"}]}""", "messages.0.content")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":7}]}""", "messages.0.content")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":["hi"]}]}""", "messages.0.content.0")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":[{"text":"hi"}]}]}""", "messages.0.content.0.type")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":[{"type":"text","text":7}]}]}""", "messages.0.content.0.text")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":[{"type":"image","source":{"type":"base64","media_type":"image/png"}}]}]}""", "messages.0.content.0.source.data")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":[{"type":"tool_result","tool_use_id":"t","is_error":"yes"}]}]}""", "messages.0.content.0.is_error")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":[{"type":"text","text":"","cache_control":"yes"}]}]}""", "messages.0.content.0.cache_control")]
    [InlineData("""{"model":"m","messages":[],"system":7}""", "system")]
    [InlineData("""{"model":"m","messages":[],"max_tokens":"many"}""", "max_tokens")]
    [InlineData("""{"model":"m","messages":[],"temperature":"hot"}""", "temperature")]
    [InlineData("""{"model":"m","messages":[],"stream":"yes"}""", "stream")]
    [InlineData("""{"model":"m","messages":[],"stop_sequences":"x"}""", "stop_sequences")]
    [InlineData("""{"model":"m","messages":[],"stop_sequences":["x",7]}""", "stop_sequences.1")]
    [InlineData("""{"model":"m","messages":[],"tools":{}}""", "tools")]
    [InlineData("""{"model":"m","messages":[],"tools":[{"input_schema":{}}]}""", "tools.0.name")]
    [InlineData("""{"model":"m","messages":[],"tools":[{"name":"f","input_schema":"x"}]}""", "tools.0.input_schema")]
    [InlineData("""{"model":"m","messages":[],"tool_choice":"auto"}""", "tool_choice")]
    [InlineData("""{"model":"m","messages":[],"tool_choice":{"type":"some"}}""", "tool_choice.type")]
    [InlineData("""{"model":"m","messages":[],"tool_choice":{"type":"tool"}}""", "tool_choice.name")]
    [InlineData("""{"model":"m","messages":[],"thinking":"on"}""", "thinking")]
    [InlineData("""{"model":"m","messages":[],"thinking":{"type":"enabled","budget_tokens":"x"}}""", "thinking.budget_tokens")]
    [InlineData("""{"model":"m","messages":[],"output_config":{"effort":3}}""", "output_config.effort")]
    [InlineData("""{"model":"m","messages":[],"metadata":{"user_id":3}}""", "metadata.user_id")]
    public void ReadRequest_WrongType_TellsWhereAndWhatToDo(string body, string param)
    {
        var error = Assert.Throws<DialectException>(() => Written.Read(body)).Error;

        Assert.Equal(ErrorKind.InvalidRequest, error.Kind);
        Assert.Equal(param, error.Param);
        Assert.Contains(param, error.Action, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public void ReadRequest_OfAnything_ReadsOrRefuses(string name) =>
        BodyChecks.AssertReadsOrRefuses(RecordedTraffic.Read(name).Request!, static body => AnthropicDialect.Instance.ReadRequest(body, new RequestRoute("m", false)));

    [Fact]
    public void ReadRequest_Clouds_NameTheModelInTheAddress() =>
        Assert.Equal("claude", AnthropicDialect.Vertex.ReadRequest("""{"messages":[],"anthropic_version":"vertex-2023-10-16"}"""u8, new RequestRoute("claude", false)).Model);

    [Fact]
    public void ReadRequest_DocumentOfTextBlocks_IsTextToOthers()
    {
        var document = Assert.IsType<MediaPart>(Written.Read("""{"model":"m","messages":[{"role":"user","content":[{"type":"document","title":"T","source":{"type":"content","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]}}]}]}""").Messages[0].Parts[0]);

        Assert.Equal(new TextMedia("a\nb", "text/plain"), document.Source);
        Assert.Equal("T", document.Name);
    }

    [Fact]
    public void ReadRequest_MetadataWithLabels_StillTellsTheUser() => Assert.Equal("u", Written.Read("""{"model":"m","messages":[],"metadata":{"user_id":"u","team":"t"}}""").EndUser);

    [Fact]
    public void ReadRequest_EnvelopeInARedactedBlock_IsTheOriginalAgain()
    {
        var original = new ReasoningPart("") { IsRedacted = true, Signature = new Signature("bedrock-converse", "AAEC") };
        var data = SignatureEnvelope.Wrap(original, "anthropic-messages");

        Assert.Equal(original, Written.Read($$"""{"model":"m","messages":[{"role":"assistant","content":[{"type":"redacted_thinking","data":"{{data}}"}]}]}""").Messages[0].Parts[0]);
    }

    [Fact]
    public void ReadRequest_NoJson_IsRefused() => Assert.Throws<DialectException>(static () => AnthropicDialect.Instance.ReadRequest(Encoding.UTF8.GetBytes("{\"model\":")));
}
