using System.Buffers;
using System.Text;
using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;
using Weir.Dialects.Errors;
using Weir.Dialects.Ollama;
using Weir.Dialects.Streaming;
using Weir.Dialects.Tests.Kit;
using Weir.Dialects.Usage;

namespace Weir.Dialects.Tests.Ollama;

public sealed class OllamaAnswerTests
{
    private static readonly Answer Foreign = new()
    {
        Model = "other",
        Created = 1_700_000_000,
        Usage = new TokenUsage { Input = 5, Output = 7, Reasoning = 2 },
        Choices =
        [
            new Choice
            {
                Stop = StopReason.ToolCall,
                Parts = [new ReasoningPart("hm"), new TextPart("I call."), new ToolCallPart("c1", "f", "{\"a\": 1}"), new ToolCallPart("c2", "g", "{}")],
            },
        ],
    };

    private static readonly string[] ForeignMembers =
    [
        "\"id\":\"c1\",\"function\":{\"index\":0,\"name\":\"f\",\"arguments\":{\"a\": 1}}",
        "\"id\":\"c2\",\"function\":{\"index\":1,\"name\":\"g\",\"arguments\":{}}",
        "\"done\":true,\"done_reason\":\"stop\",\"prompt_eval_count\":5,\"eval_count\":7",
    ];

    [Fact]
    public void ReadAnswer_ToolCall_StopsForIt()
    {
        var answer = OllamaDialect.Instance.ReadAnswer("""{"model":"m","message":{"role":"assistant","content":"","tool_calls":[{"function":{"name":"f","arguments":{}}}]},"done":true,"done_reason":"stop","eval_count":3}"""u8);

        Assert.Equal(StopReason.ToolCall, answer.Choices[0].Stop);
        Assert.StartsWith("call_", Assert.IsType<ToolCallPart>(Assert.Single(answer.Choices[0].Parts)).CallId, StringComparison.Ordinal);
        Assert.Equal(new TokenUsage { Output = 3 }, answer.Usage);
    }

    [Theory]
    [InlineData("""{"model":"m","created_at":"2026-01-02T03:04:05.678Z","message":{"role":"assistant","content":"a","new":{"x":1},"tool_calls":[{"function":{"name":"f","arguments":{}}}]},"done":true}""")]
    [InlineData("""{"model":"m","created_at":"2026-01-02T03:04:05+02:00","message":{"role":"assistant","content":"a","images":["iVBOR"]},"logprobs":[{"token":"a","logprob":-1}],"done":true,"done_reason":"unload","remote_host":"h"}""")]
    public void WriteAnswer_OfOwnForm_GivesTheSame(string body) =>
        JsonDifferences.AssertNone(JsonElement.Parse(body), JsonElement.Parse(Write(OllamaDialect.Instance.ReadAnswer(Encoding.UTF8.GetBytes(body)))));

    [Theory]
    [InlineData("<html>")]
    [InlineData("{}")]
    [InlineData("""{"message":{"content":3},"done":true}""")]
    public void ReadAnswer_OfAnotherForm_IsTheUpstreamsFault(string body)
    {
        var exception = Assert.Throws<DialectException>(() => OllamaDialect.Instance.ReadAnswer(Encoding.UTF8.GetBytes(body)));
        Assert.Equal(ErrorKind.UnexpectedResponse, exception.Error.Kind);
    }

    [Fact]
    public void WriteAnswer_Foreign_HasWhatClientsNeed()
    {
        var written = Write(Foreign);

        Assert.StartsWith("""{"model":"other","created_at":"2023-11-14T22:13:20.000000Z","message":{"role":"assistant","content":"I call.","thinking":"hm","tool_calls":[{""", written, StringComparison.Ordinal);
        Assert.All(ForeignMembers, member => Assert.Contains(member, written, StringComparison.Ordinal));
    }

    [Fact]
    public void StreamWriter_Foreign_TellsCallsWholeBeforeTheEnd()
    {
        var lines = Stream([.. AnswerEvents.Of(Foreign)]);

        Assert.Equal(5, lines.Length);
        Assert.Contains("\"content\":\"\",\"thinking\":\"hm\"", lines[0], StringComparison.Ordinal);
        Assert.Contains("\"content\":\"I call.\"", lines[1], StringComparison.Ordinal);
        Assert.Contains(ForeignMembers[0], lines[2], StringComparison.Ordinal);
        Assert.Contains(ForeignMembers[1], lines[3], StringComparison.Ordinal);
        Assert.Contains(ForeignMembers[2], lines[4], StringComparison.Ordinal);
        Assert.All(lines, static line => Assert.Contains("\"model\":\"other\"", line, StringComparison.Ordinal));
    }

    [Fact]
    public void StreamWriter_OverlappingParts_TellsOneAfterTheOther()
    {
        var lines = Stream(
        [
            new AnswerStarted(new Answer()),
            new PartStarted(0, new ToolCallPart("c1", "f", "")),
            new PartStarted(1, new ToolCallPart("c2", "g", "")),
            new TextDelta(1, "{\"b\":"),
            new TextDelta(0, "{\"a\":1}"),
            new TextDelta(1, "2}"),
            new PartEnded(1),
            new PartEnded(0),
            new ChoiceEnded(new Choice { Parts = [] }),
            new AnswerEnded(new Answer()),
        ]);

        Assert.Contains("\"name\":\"f\",\"arguments\":{\"a\":1}", lines[0], StringComparison.Ordinal);
        Assert.Contains("\"name\":\"g\",\"arguments\":{\"b\":2}", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void StreamWriter_Failure_IsALineThatTheReaderKnows()
    {
        var lines = Stream([new AnswerStarted(new Answer()), new AnswerFailed(new WeirError(ErrorKind.Timeout, "Too slow.", "Wait."))]);

        var error = JsonElement.Parse(Assert.Single(lines));
        Assert.Equal("Too slow.", error.GetProperty("error").GetString());
        Assert.Equal("timeout", error.GetProperty("code").GetString());
        var failed = Assert.IsType<AnswerFailed>(StreamChecks.Read(OllamaDialect.Instance.NewStreamReader(), Encoding.UTF8.GetBytes(lines[0]))[^1]);
        Assert.Equal("Too slow.", failed.Error.Message);
    }

    [Fact]
    public void StreamWriter_Heartbeat_IsALineWithoutContent()
    {
        var writer = OllamaDialect.Instance.NewStreamWriter(new AnswerOptions { Model = "m" });

        var events = StreamChecks.Read(OllamaDialect.Instance.NewStreamReader(), writer.Heartbeat.Span);

        Assert.IsType<AnswerStarted>(events[0]);
        Assert.IsType<AnswerFailed>(Assert.Single(events.Skip(1)));
        Assert.Equal((byte)'\n', writer.Heartbeat.Span[^1]);
    }

    [Fact]
    public void Stream_UnknownMembers_StayOnTheirLines()
    {
        const string First = """{"model":"m","created_at":"2026-01-02T03:04:05Z","message":{"role":"assistant","content":"a"},"logprobs":[{"token":"a","logprob":-1}],"done":false,"remote_host":"h"}""";
        const string Last = """{"model":"m","created_at":"2026-01-02T03:04:05Z","message":{"role":"assistant","content":"","new":1},"done":true,"remote_host":"h"}""";

        var lines = Stream(StreamChecks.Read(OllamaDialect.Instance.NewStreamReader(), Encoding.UTF8.GetBytes($"{First}\n{Last}\n")));

        Assert.Equal(2, lines.Length);
        JsonDifferences.AssertNone(JsonElement.Parse(First), JsonElement.Parse(lines[0]), "$.created_at");
        JsonDifferences.AssertNone(JsonElement.Parse(Last), JsonElement.Parse(lines[1]), "$.created_at");
    }

    [Fact]
    public void StreamReader_NoLastLine_IsAFailure()
    {
        var events = StreamChecks.Read(OllamaDialect.Instance.NewStreamReader(), """{"model":"m","message":{"role":"assistant","content":"a"},"done":false}"""u8);

        StreamChecks.AssertOrder(events);
        Assert.Equal(ErrorKind.NetworkError, Assert.IsType<AnswerFailed>(events[^1]).Error.Kind);
    }

    [Theory]
    [InlineData(404, """{"error":"model 'x' not found"}""", ErrorKind.ModelNotAvailable, "model 'x' not found")]
    [InlineData(400, """{"error":"prompt too long; exceeded max context length by 4 tokens"}""", ErrorKind.ContextTooLong, "prompt too long; exceeded max context length by 4 tokens")]
    [InlineData(503, "<html>", ErrorKind.Overloaded, "The upstream answered with status 503.")]
    public void ReadError_TellsKindAndMessage(int status, string body, ErrorKind kind, string message)
    {
        var error = OllamaDialect.Instance.ReadError(status, Encoding.UTF8.GetBytes(body));

        Assert.Equal((kind, message, status), (error.Kind, error.Message, error.Status));
    }

    private static string Write(Answer answer)
    {
        var buffer = new ArrayBufferWriter<byte>();
        OllamaDialect.Instance.WriteAnswer(answer, buffer, new AnswerOptions());
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static string[] Stream(IReadOnlyList<StreamEvent> events)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = OllamaDialect.Instance.NewStreamWriter(new AnswerOptions());
        foreach (var @event in events)
        {
            writer.Write(@event, buffer);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
