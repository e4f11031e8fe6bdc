using System.Buffers;
using System.Text;
using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Ollama;
using Weir.Dialects.Tests.Kit;
using Weir.TestKit.Fixtures;

namespace Weir.Dialects.Tests.Ollama;

/// <summary>Every recorded chat comes back as it was read.</summary>
public sealed class OllamaRecordingsTests
{
    /// <summary>Recordings of other endpoints: <c>/api/generate</c>, <c>/api/embeddings</c> and <c>/api/tags</c> are no chat.</summary>
    private static readonly string[] OtherEndpoints = ["generate", "generate-stream", "embed", "tags"];

    public static IEnumerable<TheoryDataRow<string>> Requests => Chats(static entry => entry.Request);

    public static IEnumerable<TheoryDataRow<string>> Answers => Chats(static entry => entry.Status == 200 && entry.Kind == "unary");

    public static IEnumerable<TheoryDataRow<string>> Errors => Chats(static entry => entry.Status >= 400);

    public static IEnumerable<TheoryDataRow<string>> Streams => Chats(static entry => entry.Status == 200 && entry.Kind == "stream");

    [Theory]
    [MemberData(nameof(Requests))]
    public void WriteRequest_OfWhatWasRead_GivesTheSame(string name)
    {
        var body = RecordedTraffic.Read(name).Request!;
        var losses = new Losses();

        var written = Written(to => OllamaDialect.Instance.WriteRequest(OllamaDialect.Instance.ReadRequest(body), to, new WriteOptions { Losses = losses }));

        JsonDifferences.AssertNone(JsonElement.Parse(body), JsonElement.Parse(written));
        Assert.Empty(losses.All);
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public void WriteAnswer_OfWhatWasRead_GivesTheSame(string name)
    {
        var body = RecordedTraffic.Read(name).Response;
        var options = new AnswerOptions();

        var written = Written(to => OllamaDialect.Instance.WriteAnswer(OllamaDialect.Instance.ReadAnswer(body), to, options));

        JsonDifferences.AssertNone(JsonElement.Parse(body), JsonElement.Parse(written));
        Assert.Empty(options.Losses.All);
    }

    [Theory]
    [MemberData(nameof(Errors))]
    public void WriteError_OfWhatWasRead_GivesTheSame(string name)
    {
        var recorded = RecordedTraffic.Read(name);
        var error = OllamaDialect.Instance.ReadError(recorded.Status, recorded.Response);

        var written = Written(to => OllamaDialect.Instance.WriteError(error, to));

        // Weir's own code and advice stand beside the vendor's text.
        JsonDifferences.AssertNone(JsonElement.Parse(recorded.Response), JsonElement.Parse(written), "$.code", "$.action");
        Assert.Equal(recorded.Status, error.Status);
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public void Stream_WrittenAndReadAgain_GivesTheSame(string name)
    {
        var bytes = RecordedTraffic.Read(name).Response;
        var options = new AnswerOptions();
        var events = StreamChecks.Read(OllamaDialect.Instance.NewStreamReader(), bytes);
        StreamChecks.AssertOrder(events);
        var writer = OllamaDialect.Instance.NewStreamWriter(options);

        var written = Written(to => events.ForEach(@event => writer.Write(@event, to)));

        var again = StreamChecks.Build(OllamaDialect.Instance.NewStreamReader(), written);
        Assert.True(again.IsComplete);

        // Each line bears the moment at which it was written; all else of the lines is the same, one by one.
        var (expected, actual) = (Lines(bytes), Lines(written));
        Assert.Equal(expected.Count, actual.Count);
        for (var i = 0; i < expected.Count; i++)
        {
            JsonDifferences.AssertNone(expected[i], actual[i], "$.created_at");
        }

        JsonDifferences.AssertNone(
            JsonElement.Parse(Whole(StreamChecks.Build(OllamaDialect.Instance.NewStreamReader(), bytes).Build())),
            JsonElement.Parse(Whole(again.Build())),
            "$.created_at");
        Assert.Empty(options.Losses.All);
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public void StreamReader_BytesCutOrDamaged_HoldsOut(string name)
    {
        var bytes = RecordedTraffic.Read(name).Response;
        StreamChecks.AssertSameEventsHoweverCut(OllamaDialect.Instance.NewStreamReader, bytes);
        StreamChecks.AssertSurvivesMutations(OllamaDialect.Instance.NewStreamReader, bytes, seed: 20261121);
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public void Readers_ValuesOfOtherTypes_ThrowNothingButDialectException(string name)
    {
        var recorded = RecordedTraffic.Read(name);
        BodyChecks.AssertReadsOrRefuses(recorded.Request!, static body => OllamaDialect.Instance.ReadRequest(body));
        if (!recorded.IsStream)
        {
            BodyChecks.AssertReadsOrRefuses(recorded.Response, static body => OllamaDialect.Instance.ReadAnswer(body));
            BodyChecks.AssertReadsOrRefuses(recorded.Response, static body => OllamaDialect.Instance.ReadError(500, body));
        }
    }

    private static IEnumerable<TheoryDataRow<string>> Chats(Func<IndexEntry, bool> fits) =>
        RecordedTraffic.Rows(entry => entry.Dialect == "ollama" && !OtherEndpoints.Contains(entry.Case) && fits(entry));

    private static byte[] Whole(Answer answer) => Written(to => OllamaDialect.Instance.WriteAnswer(answer, to, new AnswerOptions()));

    private static List<JsonElement> Lines(byte[] bytes) =>
        [.. Encoding.UTF8.GetString(bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonElement.Parse(line))];

    private static byte[] Written(Action<ArrayBufferWriter<byte>> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        write(buffer);
        return buffer.WrittenSpan.ToArray();
    }
}
