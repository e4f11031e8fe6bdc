using System.Text.Json;
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
        var recorded = RecordedTraffic.Read(name);

        // False is what is meant when nothing is said.
        RoundTrip.AssertRequest(Dialect, recorded, recorded.IsStream ? [] : ["$.stream"]);
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public void Wrong_types_are_refused_with_words(string name) => RoundTrip.AssertRefusesWrongTypes(Dialect, RecordedTraffic.Read(name));

    [Theory]
    [MemberData(nameof(Answers))]
    public void An_answer_comes_back_as_it_was(string name) => RoundTrip.AssertAnswer(Dialect, RecordedTraffic.Read(name));

    [Theory]
    [MemberData(nameof(Streams))]
    public void A_stream_comes_back_as_it_was(string name)
    {
        var recorded = RecordedTraffic.Read(name).Response;
        var written = RoundTrip.Stream(Dialect, recorded);
        ResponsesStreamRules.Check(written);
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
}
