using System.Text;
using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.OpenAiChat;
using Weir.Dialects.SapOrchestration;
using Weir.Dialects.Tests.Kit;
using Weir.TestKit.Fixtures;

namespace Weir.Dialects.Tests.SapOrchestration;

/// <summary>Recorded chats in the service's envelope: nothing of them is lost on the way in and out of it.</summary>
public sealed class SapRecordingsTests
{
    private static readonly string[] MessageMembers = ["role", "content", "refusal", "tool_calls", "tool_call_id", "reasoning_content"];

    public static IEnumerable<TheoryDataRow<string>> Requests => Chats(static entry => entry is { Request: true, Status: 200 });

    public static IEnumerable<TheoryDataRow<string>> Answers => Chats(static entry => entry is { Status: 200, Kind: "unary" });

    public static IEnumerable<TheoryDataRow<string>> Streams => Chats(static entry => entry is { Status: 200, Kind: "stream" });

    [Theory]
    [MemberData(nameof(Requests))]
    public void WriteRequest_OfAChat_ReadsBackAsTheSame(string name)
    {
        var conversation = OpenAiChatDialect.Instance.ReadRequest(RecordedTraffic.Read(name).Request!);
        var first = Write(conversation, new Losses());
        var losses = new Losses();
        var second = Write(SapOrchestrationDialect.Instance.ReadRequest(first), losses);

        Assert.Empty(losses.All);
        JsonDifferences.AssertNone(JsonElement.Parse(first), JsonElement.Parse(second));
        var messages = Messages(JsonElement.Parse(first));
        Assert.Equal(conversation.Messages.Count, messages.Count);
        // The obsolete form of a call is the client's own; the service has none.
        Assert.All(messages.SelectMany(static message => message.EnumerateObject()), static member => Assert.Contains(member.Name, MessageMembers));
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public void WriteAnswer_OfWhatWasRead_GivesTheSame(string name)
    {
        var body = JsonElement.Parse(Enveloped.Answer(Encoding.UTF8.GetString(RecordedTraffic.Read(name).Response)));
        var options = new AnswerOptions();
        var answer = SapOrchestrationDialect.Instance.ReadAnswer(Encoding.UTF8.GetBytes(body.GetRawText()));

        var written = RoundTrip.Written(to => SapOrchestrationDialect.Instance.WriteAnswer(answer, to, options));

        // What the modules did on the way repeats prompt and answer.
        JsonDifferences.AssertNone(body, JsonElement.Parse(written), "$.intermediate_results");
        Assert.Empty(options.Losses.All);
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public void ReadAnswer_IsWhatTheChatsReaderReads(string name)
    {
        var body = RecordedTraffic.Read(name).Response;
        var chat = OpenAiChatDialect.Instance.ReadAnswer(body);
        var inEnvelope = SapOrchestrationDialect.Instance.ReadAnswer(Encoding.UTF8.GetBytes(Enveloped.Answer(Encoding.UTF8.GetString(body), withId: false)));

        JsonDifferences.AssertNone(Whole(chat), Whole(inEnvelope));
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public void ReadStream_IsWhatTheChatsReaderReads(string name)
    {
        var chat = RecordedTraffic.Read(name).Response;
        var expected = StreamChecks.Read(OpenAiChatDialect.Instance.NewStreamReader(), chat);
        var events = StreamChecks.Read(SapOrchestrationDialect.Instance.NewStreamReader(), Enveloped.Stream(chat, withId: false));

        StreamChecks.AssertOrder(events);
        Assert.Equal(expected.Count, events.Count);
        JsonDifferences.AssertNone(Whole(StreamChecks.Build(OpenAiChatDialect.Instance.NewStreamReader(), chat).Build()), Whole(StreamChecks.Build(SapOrchestrationDialect.Instance.NewStreamReader(), Enveloped.Stream(chat, withId: false)).Build()));
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public void Stream_WrittenAndReadAgain_GivesTheSame(string name)
    {
        var bytes = Enveloped.Stream(RecordedTraffic.Read(name).Response);

        var written = RoundTrip.Stream(SapOrchestrationDialect.Instance, bytes);

        var (expected, actual) = (StreamChecks.Build(SapOrchestrationDialect.Instance.NewStreamReader(), bytes), StreamChecks.Build(SapOrchestrationDialect.Instance.NewStreamReader(), written));
        Assert.Equal(expected.IsComplete, actual.IsComplete);
        JsonDifferences.AssertNone(Whole(expected.Build()), Whole(actual.Build()));
        Assert.All(Enveloped.Events(written).Where(static data => data != "[DONE]" && !data.StartsWith("{\"error\"", StringComparison.Ordinal)), static data =>
        {
            var envelope = JsonElement.Parse(data);
            Assert.Equal("d4a67ea1-2bf9-4df7-8105-d48203ccff76", envelope.GetProperty("request_id").GetString());
            Assert.All(envelope.GetProperty("final_result").GetProperty("choices").EnumerateArray(), static choice => Assert.True(choice.GetProperty("delta").TryGetProperty("content", out _)));
        });
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public void Stream_HoweverCutOrBroken_IsReadInOrder(string name)
    {
        var bytes = Enveloped.Stream(RecordedTraffic.Read(name).Response);

        StreamChecks.AssertSameEventsHoweverCut(SapOrchestrationDialect.Instance.NewStreamReader, bytes);
        StreamChecks.AssertSurvivesMutations(SapOrchestrationDialect.Instance.NewStreamReader, bytes, seed: 20);
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public void Bodies_WithWrongTypes_AreReadOrRefused(string name)
    {
        var conversation = OpenAiChatDialect.Instance.ReadRequest(RecordedTraffic.Read(name).Request!);
        BodyChecks.AssertReadsOrRefuses(Write(conversation, new Losses()), static body =>
        {
            // What is read must be writable as well.
            var read = SapOrchestrationDialect.Instance.ReadRequest(body);
            Write(read, new Losses());
        });
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public void Answers_WithWrongTypes_AreReadOrRefused(string name) =>
        BodyChecks.AssertReadsOrRefuses(Encoding.UTF8.GetBytes(Enveloped.Answer(Encoding.UTF8.GetString(RecordedTraffic.Read(name).Response))), static body => SapOrchestrationDialect.Instance.ReadAnswer(body));

    private static IEnumerable<TheoryDataRow<string>> Chats(Func<IndexEntry, bool> fits) =>
        RecordedTraffic.Rows(entry => entry.Dialect == "openai-chat" && entry.Case is not "legacy-function-call" && fits(entry));

    private static List<JsonElement> Messages(JsonElement request)
    {
        var template = request.GetProperty("config").GetProperty("modules").GetProperty("prompt_templating").GetProperty("prompt").GetProperty("template");
        return [.. request.TryGetProperty("messages_history", out var history) ? history.EnumerateArray() : [], .. template.EnumerateArray()];
    }

    private static byte[] Write(Conversation conversation, Losses losses) =>
        RoundTrip.Written(to => SapOrchestrationDialect.Instance.WriteRequest(conversation, to, new WriteOptions { Losses = losses }));

    /// <summary>All that a chat client would be told.</summary>
    private static JsonElement Whole(Answer answer) => JsonElement.Parse(RoundTrip.Written(to => OpenAiChatDialect.Instance.WriteAnswer(answer, to, new AnswerOptions())));
}
