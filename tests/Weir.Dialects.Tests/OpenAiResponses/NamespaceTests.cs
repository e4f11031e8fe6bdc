using System.Buffers;
using System.Text;
using System.Text.Json;
using Weir.Dialects.AnthropicMessages;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;
using Weir.Dialects.Conversations.Tools;
using Weir.Dialects.OpenAiResponses;
using Weir.Dialects.Streaming;

namespace Weir.Dialects.Tests.OpenAiResponses;

/// <summary>A tool in a namespace has one name elsewhere, and gets both of its own back in everything that tells of a call.</summary>
public sealed class NamespaceTests
{
    [Fact]
    public void Every_event_of_a_call_has_the_client_s_names()
    {
        var request = ResponsesDialect.Instance.ReadRequest(
            """{"model":"m","input":"Hi","tools":[{"type":"namespace","name":"agents","tools":[{"type":"function","name":"close","parameters":{"type":"object"}}]}]}"""u8,
            new RequestRoute(null, true));
        var called = Assert.IsType<FunctionTool>(Assert.Single(request.Tools)).Name;
        var events = Streamed(new Answer { Choices = [new Choice { Parts = [new ToolCallPart("call_1", called, """{"id":1}""")], Stop = StopReason.ToolCall }] }, request);
        var named = events.Where(static e => e.TryGetProperty("name", out _)).Concat(events.Where(static e => e.TryGetProperty("item", out _)).Select(static e => e.GetProperty("item"))).ToList();
        Assert.Equal(3, named.Count);
        Assert.All(named, static told => Assert.Equal(("close", "agents"), (told.GetProperty("name").GetString(), told.GetProperty("namespace").GetString())));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_custom_tool_in_a_namespace_is_the_client_s_own(bool stream)
    {
        var request = Read("""{"type":"namespace","name":"edit","tools":[{"type":"custom","name":"patch","description":"Applies a patch"},{"type":"web_search"}]}""");
        var losses = new Losses();
        var asked = new ArrayBufferWriter<byte>();
        AnthropicDialect.Instance.WriteRequest(request, asked, new WriteOptions { Losses = losses });
        var tool = Assert.Single(JsonElement.Parse(asked.WrittenSpan).GetProperty("tools").EnumerateArray());
        Assert.Equal(("edit__patch", "Applies a patch"), (tool.GetProperty("name").GetString(), tool.GetProperty("description").GetString()));
        Assert.Contains(losses.All, static loss => loss.Why.Contains("web_search", StringComparison.Ordinal));

        var answer = new Answer { Choices = [new Choice { Parts = [new ToolCallPart("call_1", "edit__patch", """{"input":"*** Begin"}""")], Stop = StopReason.ToolCall }] };
        var item = (stream ? Streamed(answer, request)[^1].GetProperty("response") : Whole(answer, request)).GetProperty("output")[0];
        Assert.Equal(
            ("custom_tool_call", "patch", "edit", "*** Begin"),
            (item.GetProperty("type").GetString(), item.GetProperty("name").GetString(), item.GetProperty("namespace").GetString(), item.GetProperty("input").GetString()));
    }

    [Fact]
    public void Names_are_unlike_each_other_and_lead_back()
    {
        var request = Read(
            """{"type":"function","name":"a__b__c"}""",
            """{"type":"namespace","name":"a","tools":[{"type":"function","name":"b__c"},{"type":"custom","name":"d"}]}""",
            """{"type":"namespace","name":"a__b","tools":[{"type":"function","name":"c"}]}""",
            """{"type":"custom","name":"a__d"}""");
        Assert.Equal(["a__b__c", "a__b__c_2", "a__d_2", "a__b__c_3", "a__d"], Names(request));

        var parts = Names(request).Select(static (name, index) => (Part)new ToolCallPart($"call_{index}", name, "{}")).ToList();
        var output = Whole(new Answer { Choices = [new Choice { Parts = parts, Stop = StopReason.ToolCall }] }, request).GetProperty("output").EnumerateArray().ToList();
        Assert.Equal(
            [(null, "a__b__c"), ("a", "b__c"), ("a", "d"), ("a__b", "c"), (null, "a__d")],
            output.Select(static item => (item.TryGetProperty("namespace", out var space) ? space.GetString() : null, item.GetProperty("name").GetString())));
    }

    [Fact]
    public void Names_are_such_as_every_vendor_takes()
    {
        var (space, other) = (new string('s', 40), new string('s', 40) + "t");
        var request = Read($$"""{"type":"namespace","name":"mcp.files","tools":[{"type":"function","name":"read:all"}]}""", Space(space), Space(other));
        Assert.Equal("mcp_files__read_all", Names(request)[0]);
        Assert.All(Names(request), static name => Assert.Matches("^[a-zA-Z0-9_-]{1,64}$", name));
        Assert.Equal(5, Names(request).Distinct().Count());

        static string Space(string name) => $$"""{"type":"namespace","name":"{{name}}","tools":[{"type":"function","name":"{{new string('n', 40)}}"},{"type":"custom","name":"{{new string('n', 41)}}"}]}""";
    }

    [Fact]
    public void The_history_and_the_choice_go_by_the_same_names()
    {
        var request = ResponsesDialect.Instance.ReadRequest(
            """
            {"model":"m","input":[
               {"type":"function_call","call_id":"c1","name":"b","namespace":"a","arguments":"{}"},{"type":"function_call_output","call_id":"c1","output":"ok"},
               {"type":"custom_tool_call","call_id":"c2","name":"d","namespace":"a","input":"x"},{"type":"custom_tool_call_output","call_id":"c2","output":"ok"}],
             "tool_choice":{"type":"allowed_tools","mode":"required","tools":[{"type":"function","name":"b","namespace":"a"},{"type":"custom","name":"a__b"}]},
             "tools":[{"type":"namespace","name":"a","tools":[{"type":"function","name":"b"},{"type":"custom","name":"d"}]},{"type":"custom","name":"a__b"}]}
            """u8);
        Assert.Equal(["a__b_2", "a__d"], request.Messages.SelectMany(static message => message.Parts).OfType<ToolCallPart>().Select(static call => call.Name));
        Assert.Equal(["a__b_2", "a__b"], request.ToolChoice!.Allowed);
    }

    [Fact]
    public void Responses_itself_gets_the_tools_as_they_came()
    {
        const string Tools = """[{"type":"namespace","name":"edit","description":"Edits","tools":[{"type":"custom","name":"patch","format":{"type":"text"}},{"type":"function","name":"undo","strict":true}]}]""";
        var buffer = new ArrayBufferWriter<byte>();
        ResponsesDialect.Instance.WriteRequest(ResponsesDialect.Instance.ReadRequest(Encoding.UTF8.GetBytes($$"""{"model":"m","input":"Hi","tools":{{Tools}}}""")), buffer, new WriteOptions { Losses = new Losses() });
        Assert.Equal(Tools, JsonElement.Parse(buffer.WrittenSpan).GetProperty("tools").GetRawText());
    }

    private static Conversation Read(params string[] tools) => ResponsesDialect.Instance.ReadRequest(Encoding.UTF8.GetBytes($$"""{"model":"m","input":"Hi","tools":[{{string.Join(',', tools)}}]}"""));

    private static List<string> Names(Conversation request) => [.. request.Tools.Select(static tool => tool is CustomTool custom ? custom.Name : Assert.IsType<FunctionTool>(tool).Name)];

    private static JsonElement Whole(Answer answer, Conversation request)
    {
        var buffer = new ArrayBufferWriter<byte>();
        ResponsesDialect.Instance.WriteAnswer(answer, buffer, new AnswerOptions { Request = request });
        return JsonElement.Parse(buffer.WrittenSpan);
    }

    private static List<JsonElement> Streamed(Answer answer, Conversation request)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = ResponsesDialect.Instance.NewStreamWriter(new AnswerOptions { Request = request });
        foreach (var @event in AnswerEvents.Of(answer))
        {
            writer.Write(@event, buffer);
        }

        return [.. Encoding.UTF8.GetString(buffer.WrittenSpan).Split('\n').Where(static line => line.StartsWith("data: {", StringComparison.Ordinal)).Select(static line => JsonElement.Parse(line[6..]))];
    }
}
