using System.Text;
using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Framing;
using Weir.Dialects.Gemini;
using Weir.Dialects.Tests.Kit;
using Weir.TestKit;
using Weir.TestKit.Fixtures;

namespace Weir.Dialects.Tests.Gemini;

/// <summary>Every recorded exchange is read and written again with the same meaning.</summary>
public sealed class GeminiRecordingsTests
{
    private const int Seed = 20261121;

    /// <summary>Embeddings are another method.</summary>
    private static readonly string[] Others = ["embeddings"];

    private static GeminiDialect Dialect => GeminiDialect.Instance;

    public static IEnumerable<TheoryDataRow<string>> Requests() => Rows(static entry => entry.Request && entry.Case != "count-tokens");

    public static IEnumerable<TheoryDataRow<string>> Answers() => Rows(static entry => entry is { Kind: not "stream", Status: 200 } && entry.Case != "count-tokens");

    public static IEnumerable<TheoryDataRow<string>> Streams() => Rows(static entry => entry is { Kind: "stream", Status: 200 });

    public static IEnumerable<TheoryDataRow<string>> Failures() => Rows(static entry => entry.Status >= 400);

    [Theory]
    [MemberData(nameof(Requests))]
    public void A_request_comes_back_as_it_was(string name)
    {
        var recorded = RecordedTraffic.Read(name);

        // The model may stand in the body as well; its place is the address.
        RoundTrip.AssertRequest(Dialect, recorded, TopInCamelCase(JsonElement.Parse(recorded.Request!)), "$.model");
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
        var written = RoundTrip.Stream(Dialect, recorded, new AnswerOptions { AsJsonArray = recorded[0] == (byte)'[' });

        GeminiStreamRules.Check(written);

        // Arguments that came in pieces go out whole; the pieces' marks mean nothing then.
        JsonDifferences.AssertNone(Gathered(recorded), Gathered(written), name.Contains("partial-args", StringComparison.Ordinal) ? ["$.parts"] : []);
    }

    [Theory]
    [InlineData("gemini/tool-call-partial-args-stream")]
    [InlineData("gemini/tool-call-partial-args-nested-stream")]
    public void Streamed_arguments_become_whole(string name)
    {
        var call = StreamChecks.Build(Dialect.NewStreamReader(), RecordedTraffic.Read(name).Response).Parts().OfType<Conversations.Parts.ToolCallPart>().First();
        var arguments = JsonElement.Parse(call.Arguments);
        Assert.Equal(JsonValueKind.Object, arguments.ValueKind);
        Assert.NotEmpty(arguments.EnumerateObject());
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public void A_stream_is_read_the_same_however_it_is_cut(string name)
    {
        var bytes = RecordedTraffic.Read(name).Response;
        if (!Encoding.UTF8.GetString(bytes).Contains("functionCall", StringComparison.Ordinal))
        {
            // Calls without an id get a new one each time they are read.
            StreamChecks.AssertSameEventsHoweverCut(Dialect.NewStreamReader, bytes);
        }
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public void A_damaged_stream_breaks_nothing(string name) => StreamChecks.AssertSurvivesMutations(Dialect.NewStreamReader, RecordedTraffic.Read(name).Response, Seed, rounds: 40);

    [Theory]
    [MemberData(nameof(Failures))]
    public void An_error_keeps_its_words(string name)
    {
        var recorded = RecordedTraffic.Read(name);
        var error = Dialect.ReadError(recorded.Status, recorded.Response);
        var body = JsonElement.Parse(recorded.Response);
        var told = (body.ValueKind == JsonValueKind.Array ? body[0] : body).GetProperty("error");
        Assert.StartsWith(error.Message[..Math.Min(error.Message.Length, 100)], told.GetProperty("message").GetString()!, StringComparison.Ordinal);
        var written = JsonElement.Parse(RoundTrip.Written(to => Dialect.WriteError(error, to))).GetProperty("error");
        Assert.Equal(recorded.Status, written.GetProperty("code").GetInt32());
    }

    [Fact]
    public void A_count_is_asked_and_told()
    {
        var recorded = RecordedTraffic.Read("gemini/count-tokens");
        var conversation = Dialect.ReadCountRequest(recorded.Request!, new RequestRoute(recorded.Model, false));
        Assert.NotEmpty(conversation.Messages);
        Assert.True(Dialect.ReadCount(recorded.Response) > 0);
        var asked = JsonElement.Parse(RoundTrip.Written(to => Dialect.WriteCountRequest(conversation, to, new WriteOptions { Losses = new Losses() })));
        Assert.Equal("models/" + recorded.Model, asked.GetProperty("generateContentRequest").GetProperty("model").GetString());
    }

    private static IEnumerable<TheoryDataRow<string>> Rows(Func<IndexEntry, bool> fits) => RecordedTraffic.Rows(entry => entry.Dialect == "gemini" && !Others.Contains(entry.Case) && fits(entry));

    /// <summary>Both spellings mean the same; ours is Google's own.</summary>
    private static JsonElement TopInCamelCase(JsonElement request) => JsonElement.Parse(RoundTrip.Written(to =>
    {
        using var json = Json.Writer(to);
        json.WriteStartObject();
        foreach (var member in request.EnumerateObject())
        {
            var words = member.Name.Split('_');
            json.WriteRaw(words[0] + string.Concat(words.Skip(1).Select(static word => char.ToUpperInvariant(word[0]) + word[1..])), member.Value);
        }

        json.WriteEndObject();
    }));

    /// <summary>What a client makes of a stream: texts of one kind joined, everything else as it came, the last of what stands around.</summary>
    private static JsonElement Gathered(byte[] stream)
    {
        IFramer framer = stream[0] == (byte)'[' ? new JsonArrayFramer() : new SseFramer();
        framer.Push(stream);
        framer.End();
        var parts = new List<(string Kind, StringBuilder Text)>();
        var around = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal);
        while (framer.TryNext(out var frame))
        {
            var json = JsonElement.Parse(frame.Data.Span);
            foreach (var member in json.EnumerateObject().Where(static member => member.Name != "candidates"))
            {
                around[member.Name] = member.Value;
            }

            foreach (var candidate in json.TryGetProperty("candidates", out var list) ? list.EnumerateArray() : default)
            {
                foreach (var member in candidate.EnumerateObject().Where(static member => member.Name is not ("content" or "index")))
                {
                    around["candidate." + member.Name] = member.Value;
                }

                foreach (var part in candidate.TryGetProperty("content", out var content) && content.TryGetProperty("parts", out var found) ? found.EnumerateArray() : default)
                {
                    Gather(part, parts);
                }
            }
        }

        return JsonElement.Parse(RoundTrip.Written(to =>
        {
            using var json = Json.Writer(to);
            json.WriteStartObject();
            json.WriteStartArray("parts");
            foreach (var (kind, text) in parts.Where(static part => part.Text.Length > 0))
            {
                json.WriteStringValue(kind + text);
            }

            json.WriteEndArray();
            foreach (var (name, value) in around)
            {
                json.WriteRaw(name, value);
            }

            json.WriteEndObject();
        }));
    }

    private static void Gather(JsonElement part, List<(string Kind, StringBuilder Text)> parts)
    {
        var isPlain = part.TryGetProperty("text", out var text) && !part.TryGetProperty("thoughtSignature", out _);
        var kind = !isPlain ? "raw " : part.TryGetProperty("thought", out _) ? "thought " : "text ";
        if (isPlain && parts is [.., var last] && last.Kind == kind)
        {
            last.Text.Append(text.GetString());
        }
        else if (!isPlain || text.GetString()!.Length > 0)
        {
            parts.Add((kind, new StringBuilder(isPlain ? text.GetString() : part.GetRawText().Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal))));
        }
    }
}
