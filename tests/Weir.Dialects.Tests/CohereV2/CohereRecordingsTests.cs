using System.Buffers;
using System.Text;
using System.Text.Json;
using Weir.Dialects.CohereV2;
using Weir.Dialects.Conversations;
using Weir.Dialects.Tests.Kit;
using Weir.TestKit.Fixtures;

namespace Weir.Dialects.Tests.CohereV2;

/// <summary>Every recorded chat comes back as it was read.</summary>
public sealed class CohereRecordingsTests
{
    /// <summary>Recordings of other endpoints: <c>/v1/chat</c>, <c>/v2/embed</c>, <c>/v2/rerank</c> and <c>/v1/models</c> are not this dialect.</summary>
    private static readonly string[] OtherEndpoints = ["embeddings", "models", "rerank", "v1-chat-stream"];

    /// <summary>The request was made to <c>/v1/chat</c>; its error has the form of both.</summary>
    private static readonly string[] OtherRequests = ["error-404"];

    public static IEnumerable<TheoryDataRow<string>> Requests => Chats(static entry => entry.Request && !OtherRequests.Contains(entry.Case));

    public static IEnumerable<TheoryDataRow<string>> Answers => Chats(static entry => entry.Status == 200 && entry.Kind == "unary");

    public static IEnumerable<TheoryDataRow<string>> Errors => Chats(static entry => entry.Status >= 400);

    public static IEnumerable<TheoryDataRow<string>> Streams => Chats(static entry => entry.Status == 200 && entry.Kind == "stream");

    [Theory]
    [MemberData(nameof(Requests))]
    public void WriteRequest_OfWhatWasRead_GivesTheSame(string name)
    {
        var body = RecordedTraffic.Read(name).Request!;
        var losses = new Losses();

        var written = Written(to => CohereV2Dialect.Instance.WriteRequest(CohereV2Dialect.Instance.ReadRequest(body), to, new WriteOptions { Losses = losses }));

        JsonDifferences.AssertNone(JsonElement.Parse(body), JsonElement.Parse(written));
        Assert.Empty(losses.All);
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public void WriteAnswer_OfWhatWasRead_GivesTheSame(string name)
    {
        var body = RecordedTraffic.Read(name).Response;
        var options = new AnswerOptions();

        var written = Written(to => CohereV2Dialect.Instance.WriteAnswer(CohereV2Dialect.Instance.ReadAnswer(body), to, options));

        JsonDifferences.AssertNone(JsonElement.Parse(body), JsonElement.Parse(written));
        Assert.Empty(options.Losses.All);
    }

    [Theory]
    [MemberData(nameof(Errors))]
    public void WriteError_OfWhatWasRead_GivesTheSame(string name)
    {
        var recorded = RecordedTraffic.Read(name);
        var error = CohereV2Dialect.Instance.ReadError(recorded.Status, recorded.Response);

        var written = Written(to => CohereV2Dialect.Instance.WriteError(error, to));

        // The id is a new one for each answer; Weir's own code and advice stand beside the vendor's text.
        JsonDifferences.AssertNone(JsonElement.Parse(recorded.Response), JsonElement.Parse(written), "$.id", "$.code", "$.action");
        Assert.Equal(recorded.Status, error.Status);
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public void Stream_WrittenAndReadAgain_GivesTheSame(string name)
    {
        var bytes = RecordedTraffic.Read(name).Response;
        var options = new AnswerOptions();
        var events = StreamChecks.Read(CohereV2Dialect.Instance.NewStreamReader(), bytes);
        StreamChecks.AssertOrder(events);
        var writer = CohereV2Dialect.Instance.NewStreamWriter(options);

        var written = Written(to => events.ForEach(@event => writer.Write(@event, to)));

        var again = StreamChecks.Build(CohereV2Dialect.Instance.NewStreamReader(), written);
        Assert.True(again.IsComplete);
        var (expected, actual) = (Events(bytes), Events(written));
        Assert.Equal(expected.Count, actual.Count);
        for (var i = 0; i < expected.Count; i++)
        {
            Assert.Equal(expected[i].Name, actual[i].Name);
            JsonDifferences.AssertNone(expected[i].Data, actual[i].Data);
        }

        JsonDifferences.AssertNone(
            JsonElement.Parse(Whole(StreamChecks.Build(CohereV2Dialect.Instance.NewStreamReader(), bytes).Build())),
            JsonElement.Parse(Whole(again.Build())));
        Assert.EndsWith("data: [DONE]\n\n", Encoding.UTF8.GetString(written), StringComparison.Ordinal);
        Assert.Empty(options.Losses.All);
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public void StreamReader_BytesCutOrDamaged_HoldsOut(string name)
    {
        var bytes = RecordedTraffic.Read(name).Response;
        StreamChecks.AssertSameEventsHoweverCut(CohereV2Dialect.Instance.NewStreamReader, bytes);
        StreamChecks.AssertSurvivesMutations(CohereV2Dialect.Instance.NewStreamReader, bytes, seed: 20261121);
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public void Readers_ValuesOfOtherTypes_ThrowNothingButDialectException(string name)
    {
        var recorded = RecordedTraffic.Read(name);
        BodyChecks.AssertReadsOrRefuses(recorded.Request!, static body => CohereV2Dialect.Instance.ReadRequest(body));
        if (!recorded.IsStream)
        {
            BodyChecks.AssertReadsOrRefuses(recorded.Response, static body => CohereV2Dialect.Instance.ReadAnswer(body));
            BodyChecks.AssertReadsOrRefuses(recorded.Response, static body => CohereV2Dialect.Instance.ReadError(500, body));
        }
    }

    private static IEnumerable<TheoryDataRow<string>> Chats(Func<IndexEntry, bool> fits) =>
        RecordedTraffic.Rows(entry => entry.Dialect == "cohere-v2" && !OtherEndpoints.Contains(entry.Case) && fits(entry));

    private static byte[] Whole(Answer answer) => Written(to => CohereV2Dialect.Instance.WriteAnswer(answer, to, new AnswerOptions()));

    /// <summary>The events but the last, <c>[DONE]</c>, which some recordings lack.</summary>
    private static List<(string Name, JsonElement Data)> Events(byte[] bytes) =>
    [
        .. Encoding.UTF8.GetString(bytes).Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
            .Where(static block => block.StartsWith("event: ", StringComparison.Ordinal))
            .Select(static block => block.Split('\n'))
            .Select(static lines => (lines[0], JsonElement.Parse(lines[1]["data: ".Length..]))),
    ];

    private static byte[] Written(Action<ArrayBufferWriter<byte>> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        write(buffer);
        return buffer.WrittenSpan.ToArray();
    }
}
