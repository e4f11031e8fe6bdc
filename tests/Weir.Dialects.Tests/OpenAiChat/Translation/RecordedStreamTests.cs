using Weir.Dialects.Conversations;
using Weir.Dialects.Errors;
using Weir.Dialects.OpenAiChat;
using Weir.Dialects.OpenAiChat.Variants;
using Weir.Dialects.Streaming;
using Weir.Dialects.Tests.Kit;
using Weir.TestKit.Fixtures;
using Weir.TestKit.StreamRules;

namespace Weir.Dialects.Tests.OpenAiChat.Translation;

/// <summary>Recorded streams, read and written again, cut anywhere, and damaged.</summary>
public sealed class RecordedStreamTests
{
    private const int Seed = 20261121;

    /// <summary>Recordings of streams that failed half-way.</summary>
    private static readonly string[] Failing = ["openai-chat/error-mid-stream", "openai-compat/openrouter-error-mid-stream", "openai-compat/dashscope-error-mid-stream", "openai-compat/openrouter-reasoning-details-stream"];

    public static IEnumerable<TheoryDataRow<string>> Streams => Wire.Cases(static entry => entry.Kind == "stream" && entry.Status < 300);

    [Theory]
    [MemberData(nameof(Streams))]
    public void Stream_ReadsWell(string name)
    {
        var bytes = RecordedTraffic.Read(name).Response;
        var events = StreamChecks.Read(Wire.Dialect.NewStreamReader(), bytes);
        StreamChecks.AssertOrder(events);
        Assert.Equal(Failing.Contains(name), events[^1] is AnswerFailed);
        StreamChecks.AssertSameEventsHoweverCut(Wire.Dialect.NewStreamReader, bytes);
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public void Stream_SurvivesDamage(string name) =>
        StreamChecks.AssertSurvivesMutations(Wire.Dialect.NewStreamReader, RecordedTraffic.Read(name).Response, Seed, rounds: 60);

    [Theory]
    [MemberData(nameof(Streams))]
    public void Stream_IsTheSameAgain(string name)
    {
        var bytes = RecordedTraffic.Read(name).Response;
        var events = StreamChecks.Read(Wire.Dialect.NewStreamReader(), bytes);
        var written = Wire.Stream(events);
        ChatStreamRules.Check(written);
        var (before, after) = (StreamChecks.Build(Wire.Dialect.NewStreamReader(), bytes), StreamChecks.Build(Wire.Dialect.NewStreamReader(), written));
        Assert.Equal(before.Error?.Message, after.Error?.Message);
        if (!Failing.Contains(name))
        {
            Assert.Equal(AnswerText.Of(WithStop(before.Build())), AnswerText.Of(after.Build()));
            JsonDifferences.AssertNone(Accumulated.Of(bytes), Accumulated.Of(written), Explained(name));
        }
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public void Stream_ReadsWellByEachVariant(string name)
    {
        var bytes = RecordedTraffic.Read(name).Response;
        foreach (var variant in ChatVariants.All)
        {
            var events = StreamChecks.Read(OpenAiChatDialect.Of(variant).NewStreamReader(), bytes);
            StreamChecks.AssertOrder(events);
            ChatStreamRules.Check(Wire.Stream(events));
        }
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public void Stream_CutShortIsAFailure(string name)
    {
        var bytes = RecordedTraffic.Read(name).Response;
        var half = StreamChecks.Read(Wire.Dialect.NewStreamReader(), bytes.AsSpan(0, bytes.Length / 3));
        Assert.True(half[^1] is AnswerFailed { Error.Kind: ErrorKind.NetworkError or ErrorKind.UnexpectedResponse or ErrorKind.InvalidRequest });
    }

    private static string[] Explained(string name) => name switch
    {
        // Completions' member beside the delta repeats it piece by piece; the last piece is kept.
        "openai-compat/together-stream" or "openai-compat/hf-tool-stream" => ["$.choices[].text"],
        // Clients want the role first.
        "mistral/tool-call-incremental-stream" => ["$.choices[].delta.role"],

        // The audio model ended without a finish reason; clients want one.
        "openai-chat/audio-out" => ["$.choices[].finish_reason"],
        _ => [],
    };

    private static Answer WithStop(Answer answer) =>
        answer with { Choices = [.. answer.Choices.Select(static choice => choice.Stop == StopReason.Unknown ? choice with { Stop = StopReason.EndTurn } : choice)] };
}
