using System.Buffers;
using System.Text;
using System.Text.Json;
using Weir.Dialects.AnthropicMessages;
using Weir.Dialects.Conversations;
using Weir.Dialects.Framing;
using Weir.Dialects.Tests.Kit;
using Weir.TestKit;
using Weir.TestKit.Fixtures;

namespace Weir.Dialects.Tests.AnthropicMessages;

/// <summary>Every recorded exchange is read and written again with the same meaning.</summary>
public sealed class AnthropicRecordingsTests
{
    private const int Seed = 20261121;

    public static IEnumerable<TheoryDataRow<string>> Requests() => RecordedTraffic.Rows(static entry => entry is { Dialect: "anthropic-messages", Request: true });

    public static IEnumerable<TheoryDataRow<string>> Answers() =>
        RecordedTraffic.Rows(static entry => entry is { Dialect: "anthropic-messages", Kind: not "stream", Status: 200 } && entry.Case != "count-tokens");

    public static IEnumerable<TheoryDataRow<string>> Streams() => RecordedTraffic.Rows(static entry => entry is { Dialect: "anthropic-messages", Kind: "stream" });

    public static IEnumerable<TheoryDataRow<string>> Failures() => RecordedTraffic.Rows(static entry => entry is { Dialect: "anthropic-messages", Status: >= 400 });

    [Theory]
    [MemberData(nameof(Requests))]
    public void A_request_comes_back_as_it_was(string name)
    {
        var recorded = RecordedTraffic.Read(name);
        var body = JsonElement.Parse(recorded.Request!);
        var isCloud = body.TryGetProperty("anthropic_version", out _);
        var dialect = isCloud ? AnthropicDialect.Vertex : AnthropicDialect.Instance;
        var route = isCloud ? new RequestRoute(recorded.Model, recorded.IsStream) : default;
        var losses = new Losses();

        var conversation = dialect.ReadRequest(recorded.Request!, route);
        var written = RoundTrip.Written(to => Write(dialect, conversation, to, losses, name));

        Assert.Empty(losses.All);

        // False is what is meant when nothing is said.
        JsonDifferences.AssertNone(body, JsonElement.Parse(written), body.TryGetProperty("stream", out var stream) && stream.ValueKind == JsonValueKind.True ? [] : ["$.stream"]);
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public void An_answer_comes_back_as_it_was(string name) => RoundTrip.AssertAnswer(AnthropicDialect.Instance, RecordedTraffic.Read(name));

    [Theory]
    [MemberData(nameof(Requests))]
    public void Wrong_types_are_refused_with_words(string name) => RoundTrip.AssertRefusesWrongTypes(AnthropicDialect.Instance, RecordedTraffic.Read(name));

    [Theory]
    [MemberData(nameof(Streams))]
    public void A_stream_comes_back_as_it_was(string name)
    {
        var recorded = RecordedTraffic.Read(name).Response;
        var written = RoundTrip.Stream(AnthropicDialect.Instance, recorded);

        AnthropicStreamRules.Check(written);
        JsonDifferences.AssertNone(Gathered(recorded), Gathered(written));
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public void A_stream_is_read_the_same_however_it_is_cut(string name) =>
        StreamChecks.AssertSameEventsHoweverCut(AnthropicDialect.Instance.NewStreamReader, RecordedTraffic.Read(name).Response);

    [Theory]
    [MemberData(nameof(Streams))]
    public void A_damaged_stream_breaks_nothing(string name) =>
        StreamChecks.AssertSurvivesMutations(AnthropicDialect.Instance.NewStreamReader, RecordedTraffic.Read(name).Response, Seed, rounds: 60);

    [Theory]
    [MemberData(nameof(Failures))]
    public void An_error_keeps_its_kind_and_words(string name)
    {
        var recorded = RecordedTraffic.Read(name);
        var error = AnthropicDialect.Instance.ReadError(recorded.Status, recorded.Response);
        var written = JsonElement.Parse(RoundTrip.Written(to => AnthropicDialect.Instance.WriteError(error, to)));

        // A code and an action are ours; the vendor's request id is in a header.
        JsonDifferences.AssertNone(JsonElement.Parse(recorded.Response), written, "$.error.code", "$.error.action", "$.request_id", "$.error.details");
    }

    /// <summary>The blocks of a stream, put together from its wire events: what a client makes of them.</summary>
    private static JsonElement Gathered(byte[] stream)
    {
        var framer = new SseFramer();
        framer.Push(stream);
        framer.End();
        var blocks = new SortedDictionary<int, (JsonElement Start, Dictionary<string, StringBuilder> Text, List<JsonElement> Citations)>();
        JsonElement start = default, end = default;
        while (framer.TryNext(out var frame))
        {
            var json = JsonElement.Parse(frame.Data.Span);
            if (json.GetProperty("type").GetString() == "message_stop")
            {
                // One recording holds two answers, one behind the other; a server sends one.
                break;
            }

            switch (json.GetProperty("type").GetString())
            {
                case "message_start":
                    start = json;
                    break;
                case "message_delta":
                    end = json;
                    break;
                case "content_block_start":
                    blocks.Add(json.GetProperty("index").GetInt32(), (json.GetProperty("content_block"), [], []));
                    break;
                case "content_block_delta":
                    Gather(json.GetProperty("delta"), blocks[json.GetProperty("index").GetInt32()]);
                    break;
                default:
                    break;
            }
        }

        return JsonElement.Parse(RoundTrip.Written(to =>
        {
            using var writer = Json.Writer(to);
            writer.WriteStartObject();
            writer.WriteRaw("start", start);
            writer.WriteRaw("end", end);
            writer.WriteStartArray("blocks");
            foreach (var (block, text, citations) in blocks.Values)
            {
                writer.WriteStartObject();
                foreach (var member in block.EnumerateObject().Where(member => !text.ContainsKey(member.Name)))
                {
                    writer.WriteRaw(member.Name, member.Value);
                }

                foreach (var (name, value) in text)
                {
                    writer.WritePropertyName(name);
                    writer.WriteRawValue(name == "input" ? value.Length == 0 ? "{}" : value.ToString() : Json.Text(value.ToString()).GetRawText());
                }

                writer.WriteStartArray("found");
                foreach (var citation in citations)
                {
                    writer.WriteRawValue(citation.GetRawText());
                }

                writer.WriteEndArray();
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }));
    }

    private static void Gather(JsonElement delta, (JsonElement Start, Dictionary<string, StringBuilder> Text, List<JsonElement> Citations) block)
    {
        foreach (var member in delta.EnumerateObject())
        {
            switch (member.Name)
            {
                case "type":
                    break;
                case "citation":
                    block.Citations.Add(member.Value);
                    break;
                default:
                    var name = member.Name == "partial_json" ? "input" : member.Name;
                    if (!block.Text.TryGetValue(name, out var text))
                    {
                        block.Text[name] = text = new StringBuilder();
                    }

                    text.Append(member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString() : member.Value.GetRawText());
                    break;
            }
        }
    }

    private static void Write(AnthropicDialect dialect, Conversation conversation, IBufferWriter<byte> to, Losses losses, string name)
    {
        var options = new WriteOptions { Losses = losses };
        if (name.EndsWith("count-tokens", StringComparison.Ordinal))
        {
            dialect.WriteCountRequest(conversation, to, options);
        }
        else
        {
            dialect.WriteRequest(conversation, to, options);
        }
    }
}
