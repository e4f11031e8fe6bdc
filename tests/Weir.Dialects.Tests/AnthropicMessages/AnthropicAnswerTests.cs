using System.Buffers;
using System.Text;
using System.Text.Json;
using Weir.Dialects.AnthropicMessages;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;
using Weir.Dialects.Errors;
using Weir.Dialects.Streaming;
using Weir.Dialects.Tests.Kit;
using Weir.Dialects.Usage;
using Weir.TestKit;
using Weir.TestKit.Fixtures;

namespace Weir.Dialects.Tests.AnthropicMessages;

public sealed class AnthropicAnswerTests
{
    public static IEnumerable<TheoryDataRow<string>> Answers() =>
        RecordedTraffic.Rows(static entry => entry is { Dialect: "anthropic-messages", Kind: not "stream", Status: 200 } && entry.Case != "count-tokens");

    public static IEnumerable<TheoryDataRow<string>> Streams() => RecordedTraffic.Rows(static entry => entry is { Dialect: "anthropic-messages", Kind: "stream" });

    [Theory]
    [MemberData(nameof(Streams))]
    public void A_stream_read_again_is_the_same_answer(string name)
    {
        var (first, second) = Twice(StreamChecks.Read(AnthropicDialect.Instance.NewStreamReader(), RecordedTraffic.Read(name).Response));

        JsonDifferences.AssertNone(Whole(first), Whole(second));
        Assert.Equal(first.Usage, second.Usage);
        Assert.Equal(first.Choices[0].Stop, second.Choices[0].Stop);
        Assert.Equal(first.Choices[0].Parts.Select(static part => part.GetType()), second.Choices[0].Parts.Select(static part => part.GetType()));
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public void An_answer_told_as_a_stream_is_the_same_answer(string name)
    {
        var answer = AnthropicDialect.Instance.ReadAnswer(RecordedTraffic.Read(name).Response);
        var (first, second) = Twice([.. AnswerEvents.Of(answer)]);

        // A stream tells a refusal's words as text, as they come before the refusal.
        JsonDifferences.AssertNone(Whole(answer), Whole(second));
        Assert.Equal(first.Usage, second.Usage);
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public void ReadAnswer_OfAnything_ReadsOrBlamesTheUpstream(string name) => BodyChecks.AssertReadsOrRefuses(RecordedTraffic.Read(name).Response, static body =>
    {
        try
        {
            AnthropicDialect.Instance.ReadAnswer(body);
        }
        catch (DialectException exception)
        {
            // Bytes that are no JSON at all included: the client sent none of them.
            Assert.Equal(ErrorKind.UnexpectedResponse, exception.Error.Kind);
        }
    });

    [Fact]
    public void WriteAnswer_OfAnotherDialect_IsAMessage()
    {
        var losses = new Losses();
        var written = Write(
            new Answer
            {
                Id = "chatcmpl-1",
                Model = "gpt",
                Usage = new TokenUsage { Input = 10, CachedRead = 4, Output = 5, Reasoning = 2 },
                Choices =
                [
                    new Choice
                    {
                        Stop = StopReason.EndTurn,
                        Parts =
                        [
                            new ReasoningPart(""), new ReasoningPart("Hm.") { IsSummary = true, Signature = new Signature("openai-responses", "gAAA") }, new TextPart(""), new RefusalPart(""),
                            new TextPart("Yes") { Citations = [new Citation { Url = "https://x" }] }, new MediaPart(MediaKind.Image, new InlineMedia("AAAA", "image/png")),
                            new MediaPart(MediaKind.Audio, new InlineMedia("AAAA", "audio/wav")) { Transcript = "Hello" }, new ToolCallPart("call_1", "f", "{\"a\":1}"), new ToolCallPart("call_2", "g", "plain") { IsCustom = true },
                        ],
                    },
                    new Choice { Index = 1, Parts = [] },
                ],
            },
            losses);

        Assert.Equal(["thinking", "text", "text", "tool_use", "tool_use"], written.GetProperty("content").EnumerateArray().Select(static block => block.GetProperty("type").GetString()));
        Assert.Equal("""{"input":"plain"}""", written.GetProperty("content")[4].GetProperty("input").GetRawText());
        Assert.Equal("tool_use", written.GetProperty("stop_reason").GetString());
        Assert.Equal("""{"input_tokens":6,"cache_creation_input_tokens":0,"cache_read_input_tokens":4,"output_tokens":5,"output_tokens_details":{"thinking_tokens":2}}""", written.GetProperty("usage").GetRawText());
        Assert.Equal(("message", "assistant", "gpt"), (written.GetProperty("type").GetString(), written.GetProperty("role").GetString(), written.GetProperty("model").GetString()));
        Assert.Equal(["audio", "choices", "citations", "image"], losses.All.Select(static loss => loss.What).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void WriteAnswer_PromptRefusedAsSuch_IsARefusal()
    {
        var written = Write(new Answer(), new Losses());

        Assert.Equal("refusal", written.GetProperty("stop_reason").GetString());
        Assert.Empty(written.GetProperty("content").EnumerateArray());
        Assert.StartsWith("msg_", written.GetProperty("id").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StopReason.MaxTokens, "max_tokens")]
    [InlineData(StopReason.StopSequence, "stop_sequence")]
    [InlineData(StopReason.ContentFilter, "refusal")]
    [InlineData(StopReason.ContextFull, "model_context_window_exceeded")]
    [InlineData(StopReason.Pause, "pause_turn")]
    [InlineData(StopReason.Unknown, "end_turn")]
    public void WriteAnswer_Stop_HasAnthropicsWord(StopReason stop, string word) =>
        Assert.Equal(word, Write(new Answer { Choices = [new Choice { Parts = [new TextPart("x")], Stop = stop }] }, new Losses()).GetProperty("stop_reason").GetString());

    [Fact]
    public void Compaction_IsPaidForByItsPasses()
    {
        var usage = JsonElement.Parse(RecordedTraffic.Read("anthropic-messages/compaction").Response).GetProperty("usage");
        var answer = AnthropicDialect.Instance.ReadAnswer(RecordedTraffic.Read("anthropic-messages/compaction").Response);

        Assert.Equal(usage.GetProperty("iterations").EnumerateArray().Sum(static pass => pass.GetProperty("output_tokens").GetInt64()), answer.Usage!.Value.Output);
        Assert.NotEqual(usage.GetProperty("output_tokens").GetInt64(), answer.Usage!.Value.Output);
    }

    [Theory]
    [InlineData(400, "invalid_request_error", "Bad", ErrorKind.InvalidRequest)]
    [InlineData(400, "invalid_request_error", "prompt is too long: 250000 tokens > 200000 maximum", ErrorKind.ContextTooLong)]
    [InlineData(400, "invalid_request_error", "Your credit balance is too low", ErrorKind.QuotaExceeded)]
    [InlineData(401, "authentication_error", "invalid x-api-key", ErrorKind.InvalidCredentials)]
    [InlineData(402, "billing_error", "Pay", ErrorKind.QuotaExceeded)]
    [InlineData(403, "permission_error", "No", ErrorKind.NotAllowed)]
    [InlineData(404, "not_found_error", "model: x", ErrorKind.ModelNotAvailable)]
    [InlineData(413, "request_too_large", "Too large", ErrorKind.PayloadTooLarge)]
    [InlineData(429, "rate_limit_error", "Slow down", ErrorKind.RateLimited)]
    [InlineData(504, "timeout_error", "Timed out", ErrorKind.Timeout)]
    [InlineData(529, "overloaded_error", "Overloaded", ErrorKind.Overloaded)]
    [InlineData(500, "api_error", "Overloaded", ErrorKind.Overloaded)]
    [InlineData(500, "api_error", "Internal server error", ErrorKind.UnexpectedResponse)]
    public void Error_KeepsTypeAndWords(int status, string type, string message, ErrorKind kind)
    {
        var error = AnthropicDialect.Instance.ReadError(status, Encoding.UTF8.GetBytes($$$"""{"type":"error","error":{"type":"{{{type}}}","message":"{{{message}}}"},"request_id":"req_1"}"""));
        var written = Element(to => AnthropicDialect.Instance.WriteError(error, to));

        Assert.Equal((kind, message, status), (error.Kind, error.Message, error.Status));
        Assert.NotEmpty(error.Action);
        Assert.Equal((kind.Code(), error.Action), (written.GetProperty("error").GetProperty("code").GetString(), written.GetProperty("error").GetProperty("action").GetString()));
        Assert.Equal(kind, AnthropicDialect.Instance.ReadError(kind.Status(), Encoding.UTF8.GetBytes(written.GetRawText())).Kind);
    }

    [Theory]
    [InlineData("<html>Bad gateway</html>")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"error":"words"}""")]
    [InlineData("""{"error":{"type":7,"message":["x"]}}""")]
    [InlineData("""{"error":{"type":"api_error","message":"\ud800"}}""")]
    public void ReadError_OfAnything_TellsTheStatus(string body)
    {
        var error = AnthropicDialect.Instance.ReadError(502, Encoding.UTF8.GetBytes(body));

        Assert.Equal(ErrorKind.UnexpectedResponse, error.Kind);
        Assert.Contains("502", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Count_IsAskedWithoutWhatIsNotCounted()
    {
        var asked = Written.Read("""{"model":"claude-haiku-4-5","max_tokens":9,"stream":true,"temperature":1,"metadata":{"user_id":"u"},"service_tier":"auto","container":"c","system":"S","messages":[{"role":"user","content":"Hi"}],"tools":[{"name":"f","input_schema":{"type":"object"}}],"thinking":{"type":"disabled"}}""");
        var options = new WriteOptions { Losses = new Losses() };

        var written = Element(to => AnthropicDialect.Instance.WriteCountRequest(asked, to, options));
        var vertex = Element(to => AnthropicDialect.Vertex.WriteCountRequest(asked, to, options));

        Assert.Equal(["messages", "model", "system", "thinking", "tools"], written.EnumerateObject().Select(static member => member.Name).Order(StringComparer.Ordinal));
        Assert.Equal("claude-haiku-4-5", vertex.GetProperty("model").GetString());
    }

    [Fact]
    public void Count_IsReadAndWritten()
    {
        Assert.Equal(11, AnthropicDialect.Instance.ReadCount(RecordedTraffic.Read("anthropic-messages/count-tokens").Response));
        Assert.Equal("""{"input_tokens":11}""", Element(static to => AnthropicDialect.Instance.WriteCount(11, to)).GetRawText());
        Assert.Equal(ErrorKind.UnexpectedResponse, Assert.Throws<DialectException>(static () => AnthropicDialect.Instance.ReadCount("{}"u8)).Error.Kind);
        Assert.Equal(ErrorKind.UnexpectedResponse, Assert.Throws<DialectException>(static () => AnthropicDialect.Instance.ReadCount("<html>"u8)).Error.Kind);
    }

    private static (Answer First, Answer Second) Twice(IReadOnlyList<StreamEvent> events)
    {
        var first = new AnswerBuilder();
        var writer = AnthropicDialect.Instance.NewStreamWriter(new AnswerOptions());
        var buffer = new ArrayBufferWriter<byte>();
        foreach (var @event in events)
        {
            first.Add(@event);
            writer.Write(@event, buffer);
        }

        AnthropicStreamRules.Check(buffer.WrittenSpan.ToArray());
        return (first.Build(), StreamChecks.Build(AnthropicDialect.Instance.NewStreamReader(), buffer.WrittenSpan).Build());
    }

    private static JsonElement Whole(Answer answer) => Write(answer, new Losses());

    private static JsonElement Write(Answer answer, Losses losses) => Element(to => AnthropicDialect.Instance.WriteAnswer(answer, to, new AnswerOptions { Losses = losses }));

    private static JsonElement Element(Action<IBufferWriter<byte>> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        write(buffer);
        return JsonElement.Parse(buffer.WrittenSpan);
    }
}
