using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;
using Weir.Dialects.Streaming;
using Weir.Gateway.Translation;

namespace Weir.Gateway.Tests.Translation;

public sealed class CutAnswerTests
{
    private static readonly Conversation Asked = new() { Model = "m", Messages = [new Message(Role.User, [new TextPart("Count.")])] };

    [Fact]
    public void The_rest_reads_as_if_the_answer_had_never_stopped()
    {
        var cut = new CutAnswer();
        var seen = Take(cut, new AnswerStarted(new Answer { Id = "1" }), new PartStarted(0, new ReasoningPart("hm")), new PartEnded(0), new PartStarted(1, new TextPart("")), new TextDelta(1, "one, two, "));
        Assert.True(cut.CanGoOn);

        var rest = cut.Rest(Asked);
        Assert.Equal("one, two,", Assert.IsType<TextPart>(Assert.Single(rest.Messages[^1].Parts)).Text);
        Assert.Equal(Role.Assistant, rest.Messages[^1].Role);
        seen.AddRange(Take(
            cut,
            new AnswerStarted(new Answer { Id = "2" }),
            new PartStarted(0, new ReasoningPart("other thoughts")),
            new TextDelta(0, "more"),
            new PartEnded(0),
            new PartStarted(1, new TextPart(" ")),
            new TextDelta(1, " three"),
            new TextDelta(1, " four"),
            new PartEnded(1),
            new ChoiceEnded(new Choice { Parts = [] }),
            new AnswerEnded(new Answer())));

        var whole = new AnswerBuilder();
        seen.ForEach(whole.Add);
        Assert.Equal("1", whole.Build().Id);
        Assert.Equal("one, two, three four", Assert.IsType<TextPart>(whole.Build().Choices[0].Parts[1]).Text);
        Assert.Equal(2, whole.Build().Choices[0].Parts.Count);
        Assert.Single(seen, static @event => @event is AnswerStarted);
    }

    [Fact]
    public void An_answer_may_break_off_twice()
    {
        var cut = new CutAnswer();
        var seen = Take(cut, new AnswerStarted(new Answer()), new PartStarted(0, new TextPart("")), new TextDelta(0, "a"));
        cut.Rest(Asked);
        seen.AddRange(Take(cut, new AnswerStarted(new Answer()), new PartStarted(0, new TextPart("")), new TextDelta(0, "b")));
        var rest = cut.Rest(Asked);
        Assert.Equal("ab", Assert.IsType<TextPart>(rest.Messages[^1].Parts[0]).Text);
        Assert.Equal(2, rest.Messages.Count);
        seen.AddRange(Take(cut, new AnswerStarted(new Answer()), new PartStarted(0, new TextPart("c")), new PartEnded(0)));

        Assert.Equal("abc", cut.Text);
        Assert.Single(seen.OfType<PartStarted>());
    }

    [Fact]
    public void What_follows_the_text_has_places_of_its_own()
    {
        var cut = new CutAnswer();
        Take(cut, new AnswerStarted(new Answer()), new PartStarted(0, new TextPart("")), new TextDelta(0, "Let me look."));
        cut.Rest(Asked);
        var seen = Take(cut, new PartStarted(0, new TextPart("")), new PartEnded(0), new PartStarted(1, new ToolCallPart("call_1", "look", "{}")), new PartEnded(1));
        Assert.Equal(1, seen.OfType<PartStarted>().Single().Index);
        Assert.Equal([0, 1], seen.OfType<PartEnded>().Select(static ended => ended.Index));
    }

    [Fact]
    public void Half_a_call_has_no_other_half()
    {
        var cut = new CutAnswer();
        Take(cut, new AnswerStarted(new Answer()), new PartStarted(0, new TextPart("Well")), new PartEnded(0), new PartStarted(1, new ToolCallPart("call_1", "look", "")), new TextDelta(1, "{\"a"));
        Assert.False(cut.CanGoOn);
    }

    [Fact]
    public void Thoughts_alone_are_nothing_to_go_on_from()
    {
        var cut = new CutAnswer();
        Take(cut, new AnswerStarted(new Answer()), new PartStarted(0, new ReasoningPart("hm")));
        Assert.False(cut.CanGoOn);
    }

    private static List<StreamEvent> Take(CutAnswer cut, params StreamEvent[] events) => [.. events.Select(cut.Take).OfType<StreamEvent>()];
}
