using System.Text;
using System.Text.Json;
using Weir.Dialects.AnthropicMessages;
using Weir.Dialects.BedrockConverse;
using Weir.Dialects.Conversations;
using Weir.Dialects.Errors;
using Weir.Dialects.Framing;
using Weir.Dialects.Streaming;
using Weir.Dialects.Tests.Kit;
using Weir.TestKit.Fixtures;

namespace Weir.Dialects.Tests.BedrockConverse;

/// <summary>Every recorded exchange is read and written again with the same meaning.</summary>
public sealed class BedrockRecordingsTests
{
    private const int Seed = 20261121;

    private static BedrockDialect Dialect => BedrockDialect.Instance;

    public static IEnumerable<TheoryDataRow<string>> Requests() => Rows(static entry => entry.Request && !entry.Case.StartsWith("count-tokens", StringComparison.Ordinal));

    public static IEnumerable<TheoryDataRow<string>> Answers() => Rows(static entry => entry is { Kind: not "stream", Status: 200 } && entry.Case != "count-tokens");

    public static IEnumerable<TheoryDataRow<string>> Streams() => Rows(static entry => entry is { Kind: "stream", Status: 200 });

    public static IEnumerable<TheoryDataRow<string>> Failures() => Rows(static entry => entry.Status >= 400);

    [Theory]
    [MemberData(nameof(Requests))]
    public void A_request_comes_back_as_it_was(string name) => RoundTrip.AssertRequest(Dialect, RecordedTraffic.Read(name));

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
        JsonDifferences.AssertNone(Gathered(recorded), Gathered(RoundTrip.Stream(Dialect, recorded)));
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public void A_stream_is_read_the_same_however_it_is_cut(string name) => StreamChecks.AssertSameEventsHoweverCut(Dialect.NewStreamReader, RecordedTraffic.Read(name).Response);

    [Theory]
    [MemberData(nameof(Streams))]
    public void A_damaged_stream_is_a_failure_and_breaks_nothing(string name)
    {
        var recorded = RecordedTraffic.Read(name).Response;
        StreamChecks.AssertSurvivesMutations(Dialect.NewStreamReader, recorded, Seed, rounds: 60);
        var damaged = recorded.ToArray();
        damaged[recorded.Length / 2] ^= 1;
        Assert.IsType<AnswerFailed>(StreamChecks.Read(Dialect.NewStreamReader(), damaged)[^1]);
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public void An_error_keeps_its_words(string name)
    {
        var recorded = RecordedTraffic.Read(name);
        var error = Dialect.ReadError(recorded.Status, recorded.Response);
        var written = JsonElement.Parse(RoundTrip.Written(to => Dialect.WriteError(error, to)));
        Assert.Equal(JsonElement.Parse(recorded.Response).EnumerateObject().First(static member => member.Name.Equals("message", StringComparison.OrdinalIgnoreCase)).Value.GetString(), written.GetProperty("message").GetString());
    }

    [Fact]
    public void An_exception_in_a_stream_is_told_as_what_it_is()
    {
        var stream = RoundTrip.Written(to =>
        {
            AwsEventStreamWriter.Write(to, "messageStart", """{"role":"assistant"}"""u8);
            AwsEventStreamWriter.Write(to, "exception:throttlingException", """{"message":"Too many tokens"}"""u8);
        });

        var failed = Assert.IsType<AnswerFailed>(StreamChecks.Read(Dialect.NewStreamReader(), stream)[^1]);
        Assert.Equal((ErrorKind.RateLimited, "Too many tokens"), (failed.Error.Kind, failed.Error.Message));
    }

    [Fact]
    public void A_count_is_asked_and_told()
    {
        var recorded = RecordedTraffic.Read("bedrock-converse/count-tokens");
        var conversation = Dialect.ReadCountRequest(recorded.Request!);
        var asked = RoundTrip.Written(to => Dialect.WriteCountRequest(conversation, to, new WriteOptions { Losses = new Losses() }));
        JsonDifferences.AssertNone(JsonElement.Parse(recorded.Request!), JsonElement.Parse(asked));
        Assert.Equal(11, Dialect.ReadCount(recorded.Response));
    }

    [Fact]
    public void Claude_by_InvokeModel_streams_Anthropic_events_in_frames()
    {
        var recorded = RecordedTraffic.Read("bedrock-invoke/anthropic-stream").Response;
        var answer = StreamChecks.Build(AnthropicDialect.BedrockInvoke.NewStreamReader(), recorded);
        Assert.True(answer.IsComplete);
        Assert.NotEmpty(answer.Parts());
        Assert.NotNull(answer.Build().Usage);
        StreamChecks.AssertSameEventsHoweverCut(AnthropicDialect.BedrockInvoke.NewStreamReader, recorded);
    }

    [Theory]
    [InlineData("bedrock-invoke/anthropic-text")]
    [InlineData("bedrock-invoke/anthropic-tool")]
    [InlineData("bedrock-invoke/anthropic-cache")]
    [InlineData("bedrock-invoke/anthropic-stream")]
    public void Claude_by_InvokeModel_is_asked_as_recorded(string name)
    {
        var recorded = RecordedTraffic.Read(name);
        var written = RoundTrip.Written(to => AnthropicDialect.BedrockInvoke.WriteRequest(AnthropicDialect.BedrockInvoke.ReadRequest(recorded.Request!), to, new WriteOptions { Losses = new Losses() }));
        JsonDifferences.AssertNone(JsonElement.Parse(recorded.Request!), JsonElement.Parse(written));
    }

    private static IEnumerable<TheoryDataRow<string>> Rows(Func<IndexEntry, bool> fits) => RecordedTraffic.Rows(entry => entry.Dialect == "bedrock-converse" && fits(entry));

    /// <summary>The frames of a stream, deltas of one block and kind joined, padding left out.</summary>
    private static JsonElement Gathered(byte[] stream)
    {
        var framer = new AwsEventStreamFramer();
        framer.Push(stream);
        var lines = new List<(string Key, StringBuilder Text)>();
        while (framer.TryNext(out var frame))
        {
            var json = JsonElement.Parse(frame.Data.Span);
            var delta = json.TryGetProperty("delta", out var found) ? found : default;
            var (key, text) = delta.ValueKind != JsonValueKind.Object ? ($"{frame.Event} ", Without(json, "p"))
                : delta.TryGetProperty("text", out var plain) ? ($"text {json.GetProperty("contentBlockIndex")} ", plain.GetString()!)
                : delta.TryGetProperty("toolUse", out var use) ? ($"input {json.GetProperty("contentBlockIndex")} ", use.GetProperty("input").GetString()!)
                : delta.TryGetProperty("reasoningContent", out var reasoning) && reasoning.TryGetProperty("text", out var thought) ? ($"thought {json.GetProperty("contentBlockIndex")} ", thought.GetString()!)
                : ($"{frame.Event} ", Without(json, "p"));
            if (frame.Event == "contentBlockDelta" && lines is [.., var last] && last.Key == key)
            {
                last.Text.Append(text);
            }
            else if (text.Length > 0)
            {
                lines.Add((key, new StringBuilder(text)));
            }
        }

        return JsonElement.Parse(RoundTrip.Written(to =>
        {
            using var json = Json.Writer(to);
            json.WriteStartArray();
            foreach (var (key, text) in lines)
            {
                json.WriteStartObject();
                json.WriteString("key", key);
                if (Json.TryParse(text.ToString()) is { ValueKind: JsonValueKind.Object } value)
                {
                    json.WriteRaw("value", value);
                }
                else
                {
                    json.WriteString("text", text.ToString());
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
        }));
    }

    private static string Without(JsonElement json, string name) => Encoding.UTF8.GetString(RoundTrip.Written(to =>
    {
        using var writer = Json.Writer(to);
        writer.WriteStartObject();
        foreach (var member in json.EnumerateObject().Where(member => member.Name != name))
        {
            writer.WriteRaw(member.Name, member.Value);
        }

        writer.WriteEndObject();
    }));
}
