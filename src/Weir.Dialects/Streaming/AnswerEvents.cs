using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;

namespace Weir.Dialects.Streaming;

/// <summary>Tells a whole answer as a stream, for clients that asked for one where the upstream answered at once.</summary>
public static class AnswerEvents
{
    /// <summary>The events of an answer, in the order that <see cref="StreamEvent"/> promises.</summary>
    public static IEnumerable<StreamEvent> Of(Answer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var bare = answer with { Choices = [] };
        yield return new AnswerStarted(bare);
        foreach (var choice in answer.Choices)
        {
            for (var index = 0; index < choice.Parts.Count; index++)
            {
                foreach (var @event in Of(choice.Parts[index], index, choice.Index))
                {
                    yield return @event;
                }
            }

            yield return new ChoiceEnded(choice with { Parts = [] });
        }

        yield return new AnswerEnded(bare);
    }

    private static IEnumerable<StreamEvent> Of(Part part, int index, int choice)
    {
        var (start, text) = part switch
        {
            TextPart whole => (whole with { Text = "", Citations = [] }, whole.Text),
            RefusalPart whole => (whole with { Text = "" }, whole.Text),
            ReasoningPart { IsRedacted: false } whole => (whole with { Text = "", Signature = null }, whole.Text),
            ToolCallPart whole => ((Part)(whole with { Arguments = "" }), whole.Arguments),
            _ => (part, ""),
        };
        yield return new PartStarted(index, start, choice);
        if (text.Length > 0)
        {
            yield return new TextDelta(index, text, choice);
        }

        if (part is TextPart { Citations: { Count: > 0 } citations })
        {
            foreach (var citation in citations)
            {
                yield return new CitationDelta(index, citation, choice);
            }
        }

        if (part is ReasoningPart { IsRedacted: false, Signature: { } signature })
        {
            yield return new SignatureDelta(index, signature, choice);
        }

        yield return new PartEnded(index, null, choice);
    }
}
