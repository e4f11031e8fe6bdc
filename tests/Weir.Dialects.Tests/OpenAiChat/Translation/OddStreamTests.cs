using System.Text;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;
using Weir.Dialects.Errors;
using Weir.Dialects.OpenAiChat;
using Weir.Dialects.OpenAiChat.Variants;
using Weir.Dialects.Streaming;
using Weir.Dialects.Tests.Kit;

namespace Weir.Dialects.Tests.OpenAiChat.Translation;

/// <summary>What OpenAI-compatible servers do to a stream.</summary>
public sealed class OddStreamTests
{
    [Theory]
    [InlineData("-1", """{"id":"a","index":-1,"function":{"name":"f","arguments":"{}"}}""", """{"id":"b","index":-1,"function":{"name":"g","arguments":"{\"x\":1}"}}""")]
    [InlineData("missing", """{"id":"a","function":{"name":"f","arguments":"{"}}""", """{"function":{"arguments":"}"}}""", """{"id":"b","function":{"name":"g","arguments":"{\"x\":1}"}}""")]
    [InlineData("from 1", """{"index":1,"id":"a","function":{"name":"f","arguments":""}}""", """{"index":1,"function":{"arguments":"{}"}}""", """{"index":2,"id":"b","function":{"name":"g","arguments":"{\"x\":1}"}}""")]
    [InlineData("gap", """{"index":0,"id":"a","function":{"name":"f","arguments":"{}"}}""", """{"index":7,"id":"b","function":{"name":"g"}}""", """{"index":7,"function":{"arguments":"{\"x\":1}"}}""")]
    [InlineData("name again", """{"index":0,"id":"a","function":{"name":"f","arguments":""}}""", """{"index":0,"id":"","function":{"name":"","arguments":"{}"}}""", """{"index":1,"id":"b","function":{"name":"g","arguments":"{\"x\":1}"}}""")]
    [InlineData("one index for all", """{"index":0,"id":"a","function":{"name":"f","arguments":"{}"}}""", """{"index":0,"id":"b","function":{"name":"g","arguments":"{\"x\":1}"}}""")]
    [InlineData("interleaved", """{"index":0,"id":"a","function":{"name":"f","arguments":"{"}}""", """{"index":1,"id":"b","function":{"name":"g","arguments":"{\"x\":"}}""", """{"index":0,"function":{"arguments":"}"}}""", """{"index":1,"function":{"arguments":"1}"}}""")]
    [InlineData("name later", """{"index":0,"id":"a","function":{"arguments":"{"}}""", """{"index":0,"function":{"name":"f","arguments":"}"}}""", """{"index":1,"id":"b","function":{"name":"g","arguments":{"x":1}}}""")]
    [InlineData("null members", """{"index":0,"id":"a","type":null,"function":{"name":"f","arguments":null}}""", """{"index":1,"id":"b","function":{"name":"g","arguments":"{\"x\":1}"}}""")]
    public void Calls_AreTheSame(string how, params string[] fragments)
    {
        var chunks = fragments.Select(static fragment => Chunk($$"""{"tool_calls":[{{fragment}}]}""")).Append(Chunk("{}", "tool_calls")).Append("[DONE]");
        var builder = Read(chunks);
        var parts = builder.Build().Choices[0].Parts.Cast<ToolCallPart>().ToList();
        Assert.True(builder.IsComplete, how);
        Assert.Equal([("a", "f", "{}"), ("b", "g", "{\"x\":1}")], parts.Select(static call => (call.CallId, call.Name, call.Arguments)));
    }

    [Fact]
    public void CallWithoutId_GetsOneThatIsUniqueInTheAnswer()
    {
        string[] chunks = [Chunk("""{"tool_calls":[{"function":{"name":"f","arguments":"{}"}},{"function":{"name":"f","arguments":"{}"}}]}""", "stop"), "[DONE]"];
        var answer = Read(chunks).Build();
        var ids = answer.Choices[0].Parts.Cast<ToolCallPart>().Select(static call => call.CallId).ToList();
        Assert.Equal(2, ids.Distinct().Count());
        Assert.All(ids, static id => Assert.StartsWith("call_", id, StringComparison.Ordinal));
        Assert.Equal(ids, Read(chunks).Build().Choices[0].Parts.Cast<ToolCallPart>().Select(static call => call.CallId));
        Assert.Equal(StopReason.ToolCall, answer.Choices[0].Stop);
    }

    [Theory]
    [InlineData("<think>Hm.</think>\n\nYes.", "Hm.", "Yes.")]
    [InlineData("\n<think>\nHm.</think>Yes.", "\nHm.", "Yes.")]
    [InlineData("<think>Hm < 3 </thin</think>Yes.", "Hm < 3 </thin", "Yes.")]
    [InlineData("<think>Hm.", "Hm.", "")]
    [InlineData("Yes <think>.", "", "Yes <think>.")]
    [InlineData("<thin", "", "<thin")]
    public void ThinkTags_AreReasoningHoweverCut(string content, string thoughts, string text)
    {
        var dialect = OpenAiChatDialect.Of(ChatVariants.For("perplexity"));
        for (var size = 1; size <= content.Length; size++)
        {
            var chunks = content.Chunk(size).Select(static piece => Chunk($$"""{"content":{{Weir.Dialects.Conversations.Json.Text(new string(piece)).GetRawText()}}}""")).Append(Chunk("{}", "stop")).Append("[DONE]");
            AssertThoughts(Read(chunks, dialect).Build(), thoughts, text);
        }

        var whole = $$"""{"id":"x","choices":[{"index":0,"message":{"role":"assistant","content":{{Weir.Dialects.Conversations.Json.Text(content).GetRawText()}}},"finish_reason":"stop"}]}""";
        AssertThoughts(dialect.ReadAnswer(Encoding.UTF8.GetBytes(whole)), thoughts, text);
        Assert.IsType<TextPart>(Assert.Single(Wire.Dialect.ReadAnswer(Encoding.UTF8.GetBytes(whole)).Choices[0].Parts));
    }

    [Fact]
    public void ReasoningDetails_GatherTheirSignature()
    {
        var answer = Read(
        [
            Chunk("""{"reasoning":"One","reasoning_details":[{"type":"reasoning.text","text":"One","format":"f","index":0}]}"""),
            Chunk("""{"reasoning":" two","reasoning_details":[{"type":"reasoning.text","text":" two","format":"f","index":0}]}"""),
            Chunk("""{"reasoning_details":[{"type":"reasoning.text","signature":"s==","format":"f","index":0}]}"""),
            Chunk("""{"content":"Yes"}"""),
            Chunk("""{"reasoning_details":[{"type":"reasoning.encrypted","data":"d","id":"i","index":1}]}""", "stop"),
            "[DONE]",
        ]).Build();
        var parts = answer.Choices[0].Parts;
        Assert.Equal(("One two", """{"type":"reasoning.text","format":"f","index":0,"signature":"s=="}"""), parts[0] is ReasoningPart first ? (first.Text, first.Signature!.Data) : default);
        Assert.Equal("Yes", Assert.IsType<TextPart>(parts[1]).Text);
        Assert.True(parts[2] is ReasoningPart { IsRedacted: true, Signature.Data: """{"type":"reasoning.encrypted","data":"d","id":"i","index":1}""" });
    }

    [Fact]
    public void FinishReasonWithoutDone_IsAnEnd()
    {
        Assert.True(Read([Chunk("""{"content":"a"}""", "stop")]).IsComplete);
        Assert.Equal(ErrorKind.NetworkError, Read([Chunk("""{"content":"a"}""")]).Error?.Kind);
        Assert.Equal(ErrorKind.UnexpectedResponse, Read(["[DONE]"]).Error?.Kind);
        Assert.True(Read([Chunk("""{"content":"a"}""", ""), "[DONE]"]).IsComplete);
    }

    [Fact]
    public void Usage_TheLastOneCounts()
    {
        var answer = Read(
        [
            """{"id":"x","choices":[{"index":0,"delta":{"content":"a"}}],"usage":{"prompt_tokens":3,"completion_tokens":1}}""",
            """{"id":"x","choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":2}}""",
            """{"id":"x","choices":[],"usage":{"prompt_tokens":3,"completion_tokens":4,"total_tokens":12,"completion_tokens_details":{"reasoning_tokens":5}}}""",
            "[DONE]",
        ]).Build();
        Assert.Equal((3, 9, 5), (answer.Usage!.Value.Input, answer.Usage.Value.Output, answer.Usage.Value.Reasoning));
    }

    [Theory]
    [InlineData("""{"error":{"message":"Slow down.","type":"rate_limit_error","code":"rate_limit_exceeded"}}""", ErrorKind.RateLimited, "Slow down.")]
    [InlineData("""{"error":{"message":"Busy","code":503}}""", ErrorKind.Overloaded, "Busy")]
    [InlineData("""{"error":"It broke."}""", ErrorKind.UnexpectedResponse, "It broke.")]
    [InlineData("""{"detail":"Gone."}""", ErrorKind.UnexpectedResponse, "Gone.")]
    [InlineData("""{"object":"error","message":"No.","type":"invalid_request_error","code":400}""", ErrorKind.InvalidRequest, "No.")]
    [InlineData("""{"id":"x","choices":[],"error":{"code":429,"message":"Provider returned error","metadata":{"raw":"Too many."}}}""", ErrorKind.RateLimited, "Provider returned error: Too many.")]
    [InlineData("""{"id":"x","choices":[{"index":0,"delta":{"content":""},"finish_reason":"error"}],"error":{"code":502,"message":"Lost."}}""", ErrorKind.UnexpectedResponse, "Lost.")]
    [InlineData("""{"id":"x","choices":[{"index":0,"delta":{},"error":{"code":402,"message":"No credit."}}]}""", ErrorKind.QuotaExceeded, "No credit.")]
    [InlineData("""{"error":{"message":"This model's maximum context length is 5 tokens.","code":"context_length_exceeded"}}""", ErrorKind.ContextTooLong, "This model's maximum context length is 5 tokens.")]
    public void Error_EndsTheStream(string data, ErrorKind kind, string message)
    {
        var builder = Read([Chunk("""{"content":"a"}"""), data, Chunk("{}", "stop"), "[DONE]"]);
        Assert.False(builder.IsComplete);
        Assert.Equal((kind, message), (builder.Error!.Kind, builder.Error.Message));
    }

    [Fact]
    public void HollowError_IsNone() =>
        Assert.True(Read(["""{"id":"x","choices":[{"index":0,"delta":{"content":"a"},"finish_reason":"stop"}],"error":{"message":"","code":0}}""", "[DONE]"]).IsComplete);

    [Fact]
    public void Mistral_ContentChangesItsForm()
    {
        var parts = Read(
        [
            Chunk("""{"role":"assistant","content":[{"type":"thinking","thinking":[{"type":"text","text":"Hm"}]}]}"""),
            Chunk("""{"content":[{"type":"thinking","thinking":[{"type":"text","text":"."}],"closed":true},{"type":"text","text":"Y"}]}"""),
            Chunk("""{"content":"es"}"""),
            Chunk("""{"content":[{"type":"reference","reference_ids":[1]}]}""", "stop"),
            "[DONE]",
        ]).Build().Choices[0].Parts;
        Assert.Equal(("Hm.", "Yes", "reference"), (((ReasoningPart)parts[0]).Text, ((TextPart)parts[1]).Text, ((OpaquePart)parts[2]).Type));
    }

    [Fact]
    public void LogProbs_AreJoined()
    {
        var events = Events(
        [
            """{"id":"x","choices":[{"index":0,"delta":{"content":"a"},"logprobs":{"content":[{"token":"a","logprob":-1}],"refusal":null}}]}""",
            """{"id":"x","choices":[{"index":0,"delta":{"content":"b"},"logprobs":{"content":[{"token":"b","logprob":-2}],"refusal":null}}]}""",
            Chunk("{}", "stop"),
            "[DONE]",
        ]);
        Assert.Equal(2, events.OfType<TextDelta>().Count(static delta => delta.LogProbs is not null));
        var written = Wire.Data(Wire.Stream(events));
        Assert.Equal(2, written.Count(static data => data.Contains("logprob\":", StringComparison.Ordinal)));
        Assert.Equal(2, events.OfType<ChoiceEnded>().Single().Choice.LogProbs!.Value.GetProperty("content").GetArrayLength());
    }

    private static void AssertThoughts(Answer answer, string thoughts, string text)
    {
        var parts = answer.Choices[0].Parts;
        Assert.Equal(thoughts, string.Concat(parts.OfType<ReasoningPart>().Select(static part => part.Text)));
        Assert.Equal(text, string.Concat(parts.OfType<TextPart>().Select(static part => part.Text)));
    }

    private static string Chunk(string delta, string? finish = null) =>
        $$"""{"id":"x","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{{delta}},"finish_reason":{{(finish is null ? "null" : $"\"{finish}\"")}}}]}""";

    private static List<StreamEvent> Events(IEnumerable<string> data, OpenAiChatDialect? dialect = null)
    {
        var bytes = Encoding.UTF8.GetBytes(": hello\n\n" + string.Concat(data.Select(static item => $"data: {item}\n\n")));
        var events = StreamChecks.Read((dialect ?? Wire.Dialect).NewStreamReader(), bytes);
        StreamChecks.AssertOrder(events);
        return events;
    }

    private static AnswerBuilder Read(IEnumerable<string> data, OpenAiChatDialect? dialect = null)
    {
        var builder = new AnswerBuilder();
        foreach (var @event in Events(data, dialect))
        {
            builder.Add(@event);
        }

        return builder;
    }
}
