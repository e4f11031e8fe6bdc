using System.Buffers;
using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Framing;
using Weir.Dialects.OpenAiResponses;
using Weir.Dialects.Tests.Kit;
using Weir.TestKit;
using Weir.TestKit.Fixtures;

namespace Weir.Dialects.Tests.OpenAiResponses;

/// <summary>Every recorded exchange is read and written again with the same meaning.</summary>
public sealed class ResponsesRecordingsTests
{
    private const int Seed = 20261121;

    private static ResponsesDialect Dialect => ResponsesDialect.Instance;

    public static IEnumerable<TheoryDataRow<string>> Requests() => RecordedTraffic.Rows(static entry => entry is { Dialect: "openai-responses", Request: true });

    public static IEnumerable<TheoryDataRow<string>> Answers() => RecordedTraffic.Rows(static entry => entry is { Dialect: "openai-responses", Kind: not "stream", Status: 200 });

    public static IEnumerable<TheoryDataRow<string>> Streams() => RecordedTraffic.Rows(static entry => entry is { Dialect: "openai-responses", Kind: "stream" });

    public static IEnumerable<TheoryDataRow<string>> Failures() => RecordedTraffic.Rows(static entry => entry is { Dialect: "openai-responses", Status: >= 400 });

    [Theory]
    [MemberData(nameof(Requests))]
    public void A_request_comes_back_as_it_was(string name)
    {
        var body = RecordedTraffic.Read(name).Request!;
        var losses = new Losses();

        var written = Written(to => Dialect.WriteRequest(Dialect.ReadRequest(body), to, new WriteOptions { Losses = losses }));

        Assert.Empty(losses.All);

        // False is what is meant when nothing is said.
        var expected = JsonElement.Parse(body);
        JsonDifferences.AssertNone(expected, JsonElement.Parse(written), expected.TryGetProperty("stream", out var stream) && stream.ValueKind == JsonValueKind.True ? [] : ["$.stream"]);
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public void Wrong_types_are_refused_with_words(string name)
    {
        var recorded = RecordedTraffic.Read(name);
        BodyChecks.AssertReadsOrRefuses(recorded.Request!, static body => Dialect.ReadRequest(body));
        if (!recorded.IsStream)
        {
            BodyChecks.AssertReadsOrRefuses(recorded.Response, static body => Dialect.ReadAnswer(body));
        }
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public void An_answer_comes_back_as_it_was(string name)
    {
        var recorded = RecordedTraffic.Read(name);
        var options = new AnswerOptions();

        var written = Written(to => Dialect.WriteAnswer(Dialect.ReadAnswer(recorded.Response), to, options));

        Assert.Empty(options.Losses.All);
        JsonDifferences.AssertNone(JsonElement.Parse(recorded.Response), JsonElement.Parse(written));
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public void A_stream_comes_back_as_it_was(string name)
    {
        var recorded = RecordedTraffic.Read(name).Response;
        var options = new AnswerOptions();
        var events = StreamChecks.Read(Dialect.NewStreamReader(), recorded);
        StreamChecks.AssertOrder(events);
        var writer = Dialect.NewStreamWriter(options);

        var written = Written(to => events.ForEach(@event => writer.Write(@event, to)));

        ResponsesStreamRules.Check(written);
        Assert.Empty(options.Losses.All);
        var (expected, actual) = (Last(recorded), Last(written));
        if (expected.GetProperty("type").GetString() is "response.failed" or "error")
        {
            Assert.Equal("response.failed", actual.GetProperty("type").GetString());
            return;
        }

        // Some servers seal the same item anew, or rename it, in their last event; ours tells the items as they were done.
        JsonDifferences.AssertNone(expected, actual, "$.sequence_number", "$.response.output[].encrypted_content", "$.response.output[].fingerprint", "$.response.output[].id");
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public void A_stream_is_read_the_same_however_it_is_cut(string name) => StreamChecks.AssertSameEventsHoweverCut(Dialect.NewStreamReader, RecordedTraffic.Read(name).Response);

    [Theory]
    [MemberData(nameof(Streams))]
    public void A_damaged_stream_breaks_nothing(string name) => StreamChecks.AssertSurvivesMutations(Dialect.NewStreamReader, RecordedTraffic.Read(name).Response, Seed, rounds: 30);

    [Theory]
    [MemberData(nameof(Failures))]
    public void An_error_keeps_its_words(string name)
    {
        var recorded = RecordedTraffic.Read(name);
        var error = Dialect.ReadError(recorded.Status, recorded.Response);
        Assert.Equal(recorded.Status, error.Status);
        Assert.Contains(JsonElement.Parse(recorded.Response).GetProperty("error").GetProperty("message").GetString()![..20], error.Message, StringComparison.Ordinal);
    }

    private static JsonElement Last(byte[] stream)
    {
        var framer = new SseFramer();
        framer.Push(stream);
        framer.End();
        JsonElement last = default;
        while (framer.TryNext(out var frame))
        {
            if (!frame.Data.Span.SequenceEqual("[DONE]"u8))
            {
                last = JsonElement.Parse(frame.Data.Span);
            }
        }

        return last;
    }

    private static byte[] Written(Action<ArrayBufferWriter<byte>> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        write(buffer);
        return buffer.WrittenSpan.ToArray();
    }
}
