using System.Buffers;
using System.Text;
using System.Text.Json;
using Weir.Dialects.CohereV2;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;
using Weir.Dialects.Errors;
using Weir.Dialects.Streaming;
using Weir.Dialects.Streaming.Scans;
using Weir.Dialects.Tests.Kit;
using Weir.Dialects.Usage;

namespace Weir.Dialects.Tests.CohereV2;

public sealed class CohereAnswerTests
{
    private static readonly Answer Foreign = new()
    {
        Id = "a1",
        Model = "other",
        Usage = new TokenUsage { Input = 5, Output = 7, Reasoning = 2, CachedRead = 1 },
        Choices =
        [
            new Choice
            {
                Stop = StopReason.ToolCall,
                Parts =
                [
                    new ReasoningPart("hm"),
                    new TextPart("See there.") { Citations = [new Citation { Url = "https://x", Title = "X", Start = 4, End = 9 }] },
                    new ToolCallPart("c1", "f", "{}"),
                    new ToolCallPart("c2", "g", "{\"a\":1}"),
                ],
            },
        ],
    };

    [Theory]
    [InlineData("""{"id":"1","new":1,"message":{"role":"assistant","content":[],"tool_plan":"","tool_calls":[],"citations":[],"x":1},"finish_reason":"TIMEOUT"}""")]
    [InlineData("""{"id":"1","message":{"role":"assistant","content":[{"type":"thinking","thinking":"a"},{"type":"text","text":"b"},{"type":"text","text":"c"}],"citations":[{"start":0,"end":1,"text":"c","content_index":2,"sources":[],"new":1}]},"finish_reason":"NEW_WORD","usage":{"billed_units":{"input_tokens":1.0,"output_tokens":2}}}""")]
    [InlineData("""{"id":"1","message":{"role":"assistant","content":[{"type":"thinking","thinking":"a"}],"citations":[{"start":0,"end":1,"text":"a","content_index":0,"type":"THINKING_CONTENT"}]}}""")]
    public void WriteAnswer_OfOwnForm_GivesTheSame(string body) =>
        JsonDifferences.AssertNone(JsonElement.Parse(body), Write(CohereV2Dialect.Instance.ReadAnswer(Encoding.UTF8.GetBytes(body))));

    // What is billed is what is paid: prices apply to it, and not to the vendor's own prompt, which the model sees too.
    [Theory]
    [InlineData("""{"billed_units":{"input_tokens":267,"output_tokens":52},"tokens":{"input_tokens":34,"output_tokens":56,"reasoning_tokens":3,"image_tokens":259},"cached_tokens":16}""", 267, 52, 3, 16)]
    [InlineData("""{"tokens":{"input_tokens":212,"output_tokens":36,"reasoning_tokens":90},"cached_tokens":208,"billed_units":{"input_tokens":12.0,"output_tokens":35.0}}""", 12, 35, 35, 12)]
    [InlineData("""{"tokens":{"input_tokens":34,"output_tokens":56,"image_tokens":259},"cached_tokens":16}""", 293, 56, 0, 16)]
    [InlineData("""{"billed_units":{"search_units":1},"tokens":{"input_tokens":34,"output_tokens":56}}""", 34, 56, 0, 0)]
    [InlineData("""{"billed_units":null,"tokens":{"input_tokens":34,"output_tokens":56}}""", 34, 56, 0, 0)]
    public void ReadAnswer_Usage_CountsWhatIsBilled(string usage, long input, long output, long reasoning, long cached)
    {
        var expected = new TokenUsage { Input = input, Output = output, Reasoning = reasoning, CachedRead = cached };
        var body = Encoding.UTF8.GetBytes("""{"id":"1","message":{"role":"assistant"},"finish_reason":"COMPLETE","usage":""" + usage + "}");
        var end = """{"type":"message-end","delta":{"finish_reason":"COMPLETE","usage":""" + usage + "}}";

        Assert.Equal(expected, CohereV2Dialect.Instance.ReadAnswer(body).Usage);
        Assert.Equal(expected, StreamChecks.Build(CohereV2Dialect.Instance.NewStreamReader(), Encoding.UTF8.GetBytes("data: {\"type\":\"message-start\",\"id\":\"1\"}\n\ndata: " + end + "\n\n")).Build().Usage);

        // The same where the answer passes as it is.
        using var tap = new UsageTap();
        tap.Read(body);
        Assert.Equal(expected, tap.Usage);
        Assert.True(ChatScan.Instance.Read(Encoding.UTF8.GetBytes(end), out var scanned).HasFlag(ScanNotes.Usage));
        Assert.Equal(expected, scanned);
    }

    [Fact]
    public void ReadAnswer_UsageWithoutTokens_TellsNone() =>
        Assert.Null(CohereV2Dialect.Instance.ReadAnswer("""{"id":"1","message":{"role":"assistant"},"usage":{"cached_tokens":0}}"""u8).Usage);

    [Fact]
    public void LogProbs_OfSingleTokens_AreToldAsOpenAiTellsThem()
    {
        var whole = CohereV2Dialect.Instance.ReadAnswer("""{"id":"1","message":{"role":"assistant"},"finish_reason":"COMPLETE","logprobs":[{"text":"a","token_ids":[1],"logprobs":[-0.5]}]}"""u8);
        var events = StreamChecks.Read(
            CohereV2Dialect.Instance.NewStreamReader(),
            "data: {\"type\":\"content-delta\",\"index\":0,\"logprobs\":{\"text\":\"a\",\"token_ids\":[1],\"logprobs\":[-0.5]},\"delta\":{\"message\":{\"content\":{\"text\":\"a\"}}}}\n\n"u8);
        var several = CohereV2Dialect.Instance.ReadAnswer("""{"id":"1","message":{"role":"assistant"},"logprobs":[{"text":"ab","token_ids":[1,2],"logprobs":[-0.5,-1]}]}"""u8);

        var expected = JsonElement.Parse("""{"content":[{"token":"a","logprob":-0.5,"bytes":null,"top_logprobs":[]}]}""");
        JsonDifferences.AssertNone(expected, whole.Choices[0].LogProbs!.Value);
        JsonDifferences.AssertNone(expected, Assert.Single(events.OfType<TextDelta>()).LogProbs!.Value);
        Assert.Null(several.Choices[0].LogProbs);
    }

    [Fact]
    public void ReadAnswer_Citation_BelongsToItsText()
    {
        var answer = CohereV2Dialect.Instance.ReadAnswer(
            """{"id":"1","message":{"role":"assistant","content":[{"type":"text","text":"a"},{"type":"text","text":"bc"}],"citations":[{"start":1,"end":2,"text":"c","content_index":1,"sources":[{"type":"document","id":"d","document":{"url":"https://x","title":"t","snippet":"s"}}]}]},"finish_reason":"COMPLETE"}"""u8);

        Assert.Empty(Assert.IsType<TextPart>(answer.Choices[0].Parts[0]).Citations);
        var citation = Assert.Single(Assert.IsType<TextPart>(answer.Choices[0].Parts[1]).Citations);
        Assert.Equal(("https://x", "t", "s", 1, 2), (citation.Url, citation.Title, citation.Quote, citation.Start, citation.End));
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("{}")]
    [InlineData("""{"message":{"content":3}}""")]
    public void ReadAnswer_OfAnotherForm_IsTheUpstreamsFault(string body)
    {
        var exception = Assert.Throws<DialectException>(() => CohereV2Dialect.Instance.ReadAnswer(Encoding.UTF8.GetBytes(body)));
        Assert.Equal(ErrorKind.UnexpectedResponse, exception.Error.Kind);
    }

    [Fact]
    public void WriteAnswer_Foreign_HasWhatClientsNeed() => JsonDifferences.AssertNone(
        JsonElement.Parse("""
        {"id":"a1","message":{"role":"assistant","content":[{"type":"thinking","thinking":"hm"},{"type":"text","text":"See there."}],
          "tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{}"}},{"id":"c2","type":"function","function":{"name":"g","arguments":"{\"a\":1}"}}],
          "citations":[{"start":4,"end":9,"text":"there","sources":[{"type":"document","id":"https://x","document":{"id":"https://x","title":"X","url":"https://x"}}],"type":"TEXT_CONTENT"}]},
         "finish_reason":"TOOL_CALL",
         "usage":{"billed_units":{"input_tokens":5,"output_tokens":7},"tokens":{"input_tokens":5,"output_tokens":7,"reasoning_tokens":2},"cached_tokens":1}}
        """),
        Write(Foreign));

    [Fact]
    public void StreamWriter_Foreign_SaysTheSameAsTheWholeAnswer()
    {
        var written = Stream([.. AnswerEvents.Of(Foreign)]);

        Assert.Equal(
            [
                "message-start", "content-start", "content-delta", "content-end", "content-start", "content-delta", "citation-start", "citation-end", "content-end",
                "tool-call-start", "tool-call-delta", "tool-call-end", "tool-call-start", "tool-call-delta", "tool-call-end", "message-end",
            ],
            Names(written));
        var again = StreamChecks.Build(CohereV2Dialect.Instance.NewStreamReader(), written).Build();
        JsonDifferences.AssertNone(Write(Foreign), Write(again));
    }

    [Fact]
    public void StreamWriter_OverlappingParts_TellsOneAfterTheOther()
    {
        var written = Stream(
        [
            new AnswerStarted(new Answer()),
            new PartStarted(0, new ToolCallPart("c1", "f", "")),
            new PartStarted(1, new ToolCallPart("c2", "g", "")),
            new TextDelta(1, "{\"b\":2}"),
            new TextDelta(0, "{\"a\":1}"),
            new PartEnded(1),
            new PartEnded(0),
            new ChoiceEnded(new Choice { Parts = [], Stop = StopReason.ToolCall }),
            new AnswerEnded(new Answer()),
        ]);

        Assert.Equal(["message-start", "tool-call-start", "tool-call-delta", "tool-call-end", "tool-call-start", "tool-call-delta", "tool-call-end", "message-end"], Names(written));
        var calls = StreamChecks.Build(CohereV2Dialect.Instance.NewStreamReader(), written).Parts().Cast<ToolCallPart>().Select(static call => call.Arguments);
        Assert.Equal(["{\"a\":1}", "{\"b\":2}"], calls);
    }

    [Fact]
    public void StreamReader_CitationBehindTheEndOfItsText_StillBelongsToIt()
    {
        var events = StreamChecks.Read(
            CohereV2Dialect.Instance.NewStreamReader(),
            """
            data: {"type":"message-start","id":"1"}

            data: {"type":"content-start","index":0,"delta":{"message":{"content":{"type":"text","text":"a"}}}}

            data: {"type":"content-end","index":0}

            data: {"type":"citation-start","index":0,"delta":{"message":{"citations":{"start":0,"end":1,"text":"a","sources":[]}}}}

            data: {"type":"message-end","delta":{"finish_reason":"COMPLETE"}}

            """u8);

        StreamChecks.AssertOrder(events);
        Assert.Single(events.OfType<CitationDelta>());
    }

    [Fact]
    public void StreamWriter_Failure_IsAnEndThatTheReaderKnows()
    {
        var written = Stream([new AnswerStarted(new Answer()), new AnswerFailed(new WeirError(ErrorKind.Timeout, "Too slow.", "Wait."))]);

        Assert.Contains("\"finish_reason\":\"ERROR\",\"error\":\"Too slow.\",\"code\":\"timeout\",\"action\":\"Wait.\"", Encoding.UTF8.GetString(written), StringComparison.Ordinal);
        var failed = Assert.IsType<AnswerFailed>(StreamChecks.Read(CohereV2Dialect.Instance.NewStreamReader(), written)[^1]);
        Assert.Equal("Too slow.", failed.Error.Message);
    }

    [Fact]
    public void StreamReader_WrongShape_IsTheUpstreamsFault()
    {
        var events = StreamChecks.Read(CohereV2Dialect.Instance.NewStreamReader(), "data: {\"type\":\"content-start\",\"delta\":{\"message\":{\"content\":{\"type\":7}}}}\n\n"u8);

        Assert.Equal(ErrorKind.UnexpectedResponse, Assert.IsType<AnswerFailed>(events[^1]).Error.Kind);
    }

    [Fact]
    public void Stream_UnknownMembersOfTheEnd_ComeBack()
    {
        const string End = "data: {\"type\":\"message-end\",\"id\":\"1\",\"delta\":{\"finish_reason\":\"COMPLETE\",\"usage\":{\"x\":1},\"new\":2},\"more\":3}\n\n";

        var written = Stream(StreamChecks.Read(CohereV2Dialect.Instance.NewStreamReader(), Encoding.UTF8.GetBytes("data: {\"type\":\"message-start\",\"id\":\"1\"}\n\n" + End)));

        Assert.Contains(End, Encoding.UTF8.GetString(written), StringComparison.Ordinal);
    }

    [Fact]
    public void Stream_UnknownEvent_PassesThrough()
    {
        var reader = CohereV2Dialect.Instance.NewStreamReader();
        var events = StreamChecks.Read(reader, "event: debug\ndata: {\"type\":\"debug\",\"prompt\":\"x\"}\n\ndata: {\"type\":\"message-end\",\"delta\":{\"finish_reason\":\"COMPLETE\"}}\n\n"u8);

        Assert.Contains("event: debug\ndata: {\"type\":\"debug\",\"prompt\":\"x\"}\n\n", Encoding.UTF8.GetString(Stream(events)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(422, """{"id":"1","message":"No valid response generated. Try updating messages"}""", ErrorKind.UnexpectedResponse)]
    [InlineData(400, """{"message":"too many tokens: the prompt has 9 tokens"}""", ErrorKind.ContextTooLong)]
    [InlineData(401, """{"message":"invalid api token"}""", ErrorKind.InvalidCredentials)]
    [InlineData(500, "oops", ErrorKind.UnexpectedResponse)]
    public void ReadError_TellsKind(int status, string body, ErrorKind kind) =>
        Assert.Equal(kind, CohereV2Dialect.Instance.ReadError(status, Encoding.UTF8.GetBytes(body)).Kind);

    private static JsonElement Write(Answer answer)
    {
        var buffer = new ArrayBufferWriter<byte>();
        CohereV2Dialect.Instance.WriteAnswer(answer, buffer, new AnswerOptions());
        return JsonElement.Parse(buffer.WrittenSpan);
    }

    private static byte[] Stream(IReadOnlyList<StreamEvent> events)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = CohereV2Dialect.Instance.NewStreamWriter(new AnswerOptions());
        foreach (var @event in events)
        {
            writer.Write(@event, buffer);
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static IEnumerable<string> Names(byte[] stream) =>
        Encoding.UTF8.GetString(stream).Split('\n').Where(static line => line.StartsWith("event: ", StringComparison.Ordinal)).Select(static line => line["event: ".Length..]);
}
