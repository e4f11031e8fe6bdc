using System.Globalization;
using System.Text;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;

namespace Weir.Dialects.Tests.OpenAiChat.Translation;

/// <summary>A neutral answer as lines, to compare two of them.</summary>
internal static class AnswerText
{
    public static string Of(Answer answer)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{answer.Id} {answer.Model} {answer.Created} {answer.ServiceTier} {answer.Usage}");
        foreach (var choice in answer.Choices)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"choice {choice.Index} {choice.Stop} {choice.LogProbs}");
            foreach (var part in choice.Parts)
            {
                text.AppendLine(Of(part));
            }
        }

        return text.ToString();
    }

    private static string Of(Part part) => part switch
    {
        TextPart said => $"text {said.Text} [{string.Join(", ", said.Citations.Select(static citation => $"{citation.Url} {citation.Start} {citation.End}"))}]",
        RefusalPart refusal => $"refusal {refusal.Text}",
        ReasoningPart thought => $"reasoning {thought.Text} {thought.Signature} {thought.IsRedacted} {thought.IsSummary} {thought.BindsNext}",
        ToolCallPart call => $"call {call.CallId} {call.Name} {call.Arguments} {call.IsCustom}",
        MediaPart media => $"media {media.Kind} {media.Id} {media.Source} {media.Transcript}",
        OpaquePart opaque => $"opaque {opaque.Type} {opaque.Json}",
        _ => part.ToString(),
    };
}
