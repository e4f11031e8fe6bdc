using System.Text;
using System.Text.Json;
using Weir.Dialects.AnthropicMessages;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;
using Weir.Dialects.Errors;
using Weir.Dialects.SapOrchestration;
using Weir.Dialects.Streaming;
using Weir.Dialects.Tests.Kit;

namespace Weir.Dialects.Tests.SapOrchestration;

public sealed class SapAnswerTests
{
    private const string Reasoned = """{"id":"msg_1","object":"chat.completion","created":1,"model":"claude","choices":[{"index":0,"message":{"role":"assistant","content":"4","reasoning_content":[{"content":"2 and 2","signature":"c2ln"}]},"finish_reason":"stop"}],"usage":{"completion_tokens":9,"prompt_tokens":30,"total_tokens":39,"prompt_tokens_details":{"cached_tokens":10,"cache_creation_tokens":8}}}""";

    [Fact]
    public void ReadAnswer_Reasoning_IsSignedAndGoesBack()
    {
        var answer = SapOrchestrationDialect.Instance.ReadAnswer(Encoding.UTF8.GetBytes(Enveloped.Answer(Reasoned)));

        var reasoning = Assert.IsType<ReasoningPart>(answer.Choices[0].Parts[0]);
        Assert.Equal("2 and 2", reasoning.Text);
        AssertGoesBack(answer.Choices[0].Parts);
        Assert.Equal((30, 10, 8, 9), (answer.Usage!.Value.Input, answer.Usage.Value.CachedRead, answer.Usage.Value.CachedWrite, answer.Usage.Value.Output));
    }

    [Fact]
    public void WriteAnswer_Reasoning_HasTheServicesForm()
    {
        var body = Enveloped.Answer(Reasoned);
        var written = RoundTrip.Written(to => SapOrchestrationDialect.Instance.WriteAnswer(SapOrchestrationDialect.Instance.ReadAnswer(Encoding.UTF8.GetBytes(body)), to, new AnswerOptions()));

        // What the modules did on the way repeats the answer.
        JsonDifferences.AssertNone(JsonElement.Parse(body), JsonElement.Parse(written), "$.intermediate_results");
    }

    [Fact]
    public void ReadStream_Reasoning_IsSignedAndGoesBack()
    {
        var stream = Encoding.UTF8.GetBytes(string.Concat(
            Event("""{"role":"assistant","content":"","reasoning_content":[{"content":"2 and","signature":""}]}"""),
            Event("""{"content":"","reasoning_content":[{"content":" 2","signature":""}]}"""),
            Event("""{"content":"","reasoning_content":[{"content":"","signature":"c2ln"}]}"""),
            Event("""{"content":"4"}"""),
            Event("""{"content":""}""", "\"stop\""),
            "data: [DONE]\n\n"));

        StreamChecks.AssertSameEventsHoweverCut(SapOrchestrationDialect.Instance.NewStreamReader, stream);
        var answer = StreamChecks.Build(SapOrchestrationDialect.Instance.NewStreamReader(), stream).Build();
        Assert.Equal(["2 and 2", "4"], answer.Choices[0].Parts.Select(static part => part is ReasoningPart reasoning ? reasoning.Text : ((TextPart)part).Text));
        AssertGoesBack(answer.Choices[0].Parts);

        var again = StreamChecks.Build(SapOrchestrationDialect.Instance.NewStreamReader(), RoundTrip.Stream(SapOrchestrationDialect.Instance, stream)).Build();
        Assert.Equal(answer.Choices[0].Parts.Select(static part => part.ToString()), again.Choices[0].Parts.Select(static part => part.ToString()));

        static string Event(string delta, string finish = "null") =>
            $"data: {Enveloped.Answer($$"""{"id":"msg_1","object":"chat.completion.chunk","created":1,"model":"claude","choices":[{"index":0,"delta":{{delta}},"finish_reason":{{finish}}}]}""")}\n\n";
    }

    /// <summary>A client of Anthropic sends the block back, and the service gets its own signature.</summary>
    [Fact]
    public void Reasoning_SurvivesAClientOfAnotherDialect()
    {
        var answer = SapOrchestrationDialect.Instance.ReadAnswer(Encoding.UTF8.GetBytes(Enveloped.Answer(Reasoned)));
        var told = JsonElement.Parse(RoundTrip.Written(to => AnthropicDialect.Instance.WriteAnswer(answer, to, new AnswerOptions())));

        var request = $$$"""{"model":"m","max_tokens":5,"messages":[{"role":"user","content":"a"},{"role":"assistant","content":{{{told.GetProperty("content").GetRawText()}}}},{"role":"user","content":"b"}]}""";
        AssertGoesBack(AnthropicDialect.Instance.ReadRequest(Encoding.UTF8.GetBytes(request)).Messages[1].Parts);
    }

    [Fact]
    public void ReadStream_WithoutItsEnd_IsBroken()
    {
        var stream = Encoding.UTF8.GetBytes($"data: {Enveloped.Answer("""{"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":"Hal"}}]}""")}\n\n");

        var events = StreamChecks.Read(SapOrchestrationDialect.Instance.NewStreamReader(), stream);

        Assert.Equal(ErrorKind.NetworkError, Assert.IsType<AnswerFailed>(events[^1]).Error.Kind);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("not json")]
    [InlineData("""{"request_id":"x","final_result":[]}""")]
    public void ReadAnswer_OfSomethingElse_SaysSo(string body)
    {
        var exception = Assert.Throws<DialectException>(() => SapOrchestrationDialect.Instance.ReadAnswer(Encoding.UTF8.GetBytes(body)));

        Assert.Equal(ErrorKind.UnexpectedResponse, exception.Error.Kind);
    }

    [Fact]
    public void WriteStream_OfAnotherDialect_IsReadAgain()
    {
        var told = new Answer { Id = "msg_x", Model = "claude" };
        List<StreamEvent> events =
        [
            new AnswerStarted(told),
            new PartStarted(0, new ReasoningPart(""), 0), new TextDelta(0, "hm"), new SignatureDelta(0, new Signature("anthropic-messages", "s")), new PartEnded(0),
            new PartStarted(1, new TextPart(""), 0), new TextDelta(1, "Hello"), new PartEnded(1),
            new Ping(),
            new PartStarted(2, new ToolCallPart("toolu_1", "f", ""), 0), new TextDelta(2, "{\"a\":1}"), new PartEnded(2),
            new ChoiceEnded(new Choice { Parts = [], Stop = StopReason.ToolCall }),
            new AnswerEnded(told),
        ];
        var writer = SapOrchestrationDialect.Instance.NewStreamWriter(new AnswerOptions());
        var bytes = RoundTrip.Written(to => events.ForEach(@event => writer.Write(@event, to)));

        var answer = StreamChecks.Build(SapOrchestrationDialect.Instance.NewStreamReader(), bytes);
        Assert.True(answer.IsComplete);
        Assert.Equal([typeof(ReasoningPart), typeof(TextPart), typeof(ToolCallPart)], answer.Build().Choices[0].Parts.Select(static part => part.GetType()));
        Assert.Equal("text/event-stream", writer.ContentType);
    }

    private static void AssertGoesBack(IReadOnlyList<Part> parts)
    {
        var losses = new Losses();
        var conversation = new Conversation { Model = "anthropic--claude-4.5-sonnet", Messages = [new Message(Role.User, [new TextPart("a")]), new Message(Role.Assistant, parts), new Message(Role.User, [new TextPart("b")])] };
        var written = JsonElement.Parse(RoundTrip.Written(to => SapOrchestrationDialect.Instance.WriteRequest(conversation, to, new WriteOptions { Losses = losses })));

        Assert.Empty(losses.All);
        Assert.Equal("""{"role":"assistant","reasoning_content":[{"content":"2 and 2","signature":"c2ln"}],"content":"4"}""", written.GetProperty("messages_history")[1].GetRawText());
    }
}
