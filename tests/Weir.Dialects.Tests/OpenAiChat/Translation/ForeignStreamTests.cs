using System.Text;
using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;
using Weir.Dialects.Conversations.Tools;
using Weir.Dialects.Errors;
using Weir.Dialects.Streaming;
using Weir.Dialects.Tests.Kit;
using Weir.Dialects.Usage;
using Weir.TestKit.StreamRules;

namespace Weir.Dialects.Tests.OpenAiChat.Translation;

/// <summary>Streams of other dialects, written for a chat client.</summary>
public sealed class ForeignStreamTests
{
    private static readonly Answer Start = new() { Id = "msg_1", Model = "claude-sonnet-4-5" };
    private static readonly TokenUsage Used = new() { Input = 10, Output = 5, CachedRead = 4 };

    [Fact]
    public void OverlappingParts_KeepTheirCalls()
    {
        var written = Wire.Stream(
        [
            new AnswerStarted(Start),
            new PartStarted(0, new ToolCallPart("toolu_a", "first", "")),
            new PartStarted(1, new ToolCallPart("toolu_b", "second", "")),
            new TextDelta(1, "{\"b\":"),
            new TextDelta(0, "{\"a\":1}"),
            new TextDelta(1, "2}"),
            new PartEnded(1),
            new PartEnded(0),
            new ChoiceEnded(new Choice { Parts = [], Stop = StopReason.ToolCall }),
            new AnswerEnded(Start with { Usage = Used }),
        ]);
        ChatStreamRules.Check(written);
        var answer = StreamChecks.Build(Wire.Dialect.NewStreamReader(), written).Build();
        Assert.Equal(StopReason.ToolCall, answer.Choices[0].Stop);
        Assert.Equal(["{\"a\":1}", "{\"b\":2}"], answer.Choices[0].Parts.Cast<ToolCallPart>().Select(static call => call.Arguments));
        Assert.Equal(Used, answer.Usage);
        Assert.Equal("chatcmpl-msg_1", answer.Id);
    }

    [Fact]
    public void ToolWithoutArguments_GetsAnObject()
    {
        var written = Wire.Stream(
        [
            new AnswerStarted(Start),
            new PartStarted(0, new ToolCallPart("toolu_a", "now", "")),
            new PartEnded(0),
            new ChoiceEnded(new Choice { Parts = [], Stop = StopReason.ToolCall }),
            new AnswerEnded(Start),
        ]);
        ChatStreamRules.Check(written);
        Assert.Contains("\"arguments\":\"{}\"", Encoding.UTF8.GetString(written), StringComparison.Ordinal);
    }

    [Fact]
    public void ForeignSignatures_ComeBackWithTheHistory()
    {
        var thought = new ReasoningPart("Let me think.") { Signature = new Signature("anthropic-messages", "sig==") };
        var hidden = new ReasoningPart("") { IsRedacted = true, Signature = new Signature("anthropic-messages", "opaque") };
        var bound = new ReasoningPart("") { BindsNext = true, Signature = new Signature("gemini", "thought") };
        var call = new ToolCallPart("toolu_a", "look", "{}");
        var written = Wire.Stream(AnswerEvents.Of(Start with { Choices = [new Choice { Parts = [thought, hidden, bound, call], Stop = StopReason.ToolCall }] }));
        ChatStreamRules.Check(written);

        var message = Accumulated.Of(written).GetProperty("choices")[0].GetProperty("delta");
        Assert.Equal("Let me think.", message.GetProperty("reasoning_content").GetString());
        AssertHistory(message, thought, hidden, bound, call);

        var streamed = StreamChecks.Build(Wire.Dialect.NewStreamReader(), written).Build();
        AssertParts([thought, hidden, bound, call], streamed.Choices[0].Parts);
    }

    [Fact]
    public void ForeignSignatures_ComeBackFromAWholeAnswer()
    {
        var thought = new ReasoningPart("One.") { Signature = new Signature("anthropic-messages", "sig==") };
        var unsigned = new ReasoningPart("Two.");
        var answer = Wire.Write(Start with { Choices = [new Choice { Parts = [thought, unsigned, new TextPart("Hello")], Stop = StopReason.EndTurn }] });
        var message = answer.GetProperty("choices")[0].GetProperty("message");
        Assert.Equal("One.Two.", message.GetProperty("reasoning_content").GetString());
        AssertHistory(message, thought, unsigned, new TextPart("Hello"));
    }

    [Fact]
    public void Usage_OnlyForThoseWhoAsked()
    {
        var events = AnswerEvents.Of(Start with { Usage = Used, Choices = [new Choice { Parts = [new TextPart("Hi")], Stop = StopReason.EndTurn }] }).ToList();
        var silent = Wire.Stream(events, new AnswerOptions { Request = new Conversation { Model = "m" } });
        var asked = Wire.Stream(events, new AnswerOptions { Request = new Conversation { Model = "m", IncludeUsage = true } });
        ChatStreamRules.Check(silent);
        ChatStreamRules.Check(asked);
        Assert.DoesNotContain("usage", Encoding.UTF8.GetString(silent), StringComparison.Ordinal);
        Assert.Contains("\"prompt_tokens\":10,\"completion_tokens\":5,\"total_tokens\":15", Encoding.UTF8.GetString(asked), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Failure_EndsTheStream(bool begun)
    {
        var error = new WeirError(ErrorKind.Overloaded, "No capacity.", "Try again.");
        var written = Wire.Stream(begun ? [new AnswerStarted(Start), new PartStarted(0, new TextPart("")), new TextDelta(0, "Hal"), new AnswerFailed(error)] : [new AnswerFailed(error)]);
        ChatStreamRules.Check(written);
        var read = StreamChecks.Build(Wire.Dialect.NewStreamReader(), written).Error;
        Assert.Equal("No capacity.", read?.Message);
        Assert.Equal(ErrorKind.Overloaded, read?.Kind);
    }

    [Fact]
    public void RefusedPrompt_HasAChoice()
    {
        var written = Wire.Stream([new AnswerStarted(Start), new AnswerEnded(Start)]);
        ChatStreamRules.Check(written);
        Assert.Contains("\"finish_reason\":\"content_filter\"", Encoding.UTF8.GetString(written), StringComparison.Ordinal);
    }

    [Fact]
    public void CustomTool_GetsItsText()
    {
        var request = new Conversation { Model = "m", Tools = [new CustomTool("patch")] };
        var written = Wire.Stream(
        [
            new AnswerStarted(Start),
            new PartStarted(0, new ToolCallPart("toolu_a", "patch", "")),
            new TextDelta(0, "{\"inp"),
            new TextDelta(0, "ut\":\"*** Begin\"}"),
            new PartEnded(0),
            new ChoiceEnded(new Choice { Parts = [], Stop = StopReason.ToolCall }),
            new AnswerEnded(Start),
        ], new AnswerOptions { Request = request });
        ChatStreamRules.Check(written);
        var call = Assert.IsType<ToolCallPart>(Assert.Single(StreamChecks.Build(Wire.Dialect.NewStreamReader(), written).Build().Choices[0].Parts));
        Assert.True(call.IsCustom);
        Assert.Equal("*** Begin", call.Arguments);
    }

    [Fact]
    public void Citations_CountOverTheWholeContent()
    {
        var source = new Citation { Url = "https://a.example", Title = "A", Start = 1, End = 3 };
        var answer = Start with { Choices = [new Choice { Parts = [new TextPart("12345"), new TextPart("abcde") { Citations = [source] }], Stop = StopReason.EndTurn }] };
        var whole = Wire.Write(answer).GetProperty("choices")[0].GetProperty("message").GetProperty("annotations")[0].GetProperty("url_citation");
        Assert.Equal((6, 8), (whole.GetProperty("start_index").GetInt32(), whole.GetProperty("end_index").GetInt32()));
        var written = Wire.Stream(AnswerEvents.Of(answer));
        ChatStreamRules.Check(written);
        var streamed = StreamChecks.Build(Wire.Dialect.NewStreamReader(), written).Build().Choices[0].Parts.OfType<TextPart>().SelectMany(static text => text.Citations).Single();
        Assert.Equal((6, 8), (streamed.Start, streamed.End));
    }

    [Fact]
    public void SeveralChoices_EachHaveARole()
    {
        var answer = Start with { Choices = [new Choice { Parts = [new TextPart("a")], Stop = StopReason.EndTurn }, new Choice { Index = 1, Parts = [new RefusalPart("No.")], Stop = StopReason.Refusal }] };
        var written = Wire.Stream(AnswerEvents.Of(answer));
        ChatStreamRules.Check(written);
        var read = StreamChecks.Build(Wire.Dialect.NewStreamReader(), written).Build();
        Assert.Equal([StopReason.EndTurn, StopReason.Refusal], read.Choices.Select(static choice => choice.Stop));
        Assert.Equal("No.", Assert.IsType<RefusalPart>(read.Choices[1].Parts[0]).Text);
    }

    private static void AssertHistory(JsonElement message, params Part[] expected)
    {
        var history = Wire.Request($$"""{"model":"m","messages":[{"role":"assistant",{{message.GetRawText()[1..^1].Replace("\"role\":\"assistant\",", "", StringComparison.Ordinal)}}}]}""");
        AssertParts(expected, history.Messages[0].Parts);
    }

    private static void AssertParts(IReadOnlyList<Part> expected, IReadOnlyList<Part> actual) => Assert.Equal(expected.Select(Shown), actual.Select(Shown));

    private static string Shown(Part part) => part switch
    {
        ReasoningPart thought => $"{thought.Text}|{thought.Signature}|{thought.IsRedacted}|{thought.BindsNext}",
        TextPart text => text.Text,
        ToolCallPart call => $"{call.CallId} {call.Name} {call.Arguments}",
        _ => part.ToString(),
    };
}
