using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;
using Weir.Dialects.OpenAiChat.Translation.Requests;

namespace Weir.Dialects.OpenAiChat.Translation.Streams;

/// <summary>Writes reasoning into a delta: the text as it comes, and at the end of a signed part an item of <c>reasoning_details</c>.</summary>
internal static class ReasoningDelta
{
    /// <summary>Writes a piece of text in the member that it came in; another dialect's as <c>reasoning_content</c>.</summary>
    public static void WriteText(Utf8JsonWriter json, ReasoningPart part, string text)
    {
        if (part.Extras.Note(Notes.Detail) is { } head)
        {
            json.WriteOptional(part.Extras.Note(Notes.Twin) ?? "reasoning", part.Extras.Has(Notes.Twin) ? text : null);
            json.WriteStartArray("reasoning_details");
            ReasoningDetails.WriteOwn(json, head, text);
            json.WriteEndArray();
        }
        else if (part.Extras.Note(Notes.Field) == "content")
        {
            json.WriteStartArray("content");
            HistoryWriter.WriteThinking(json, text);
            json.WriteEndArray();
        }
        else
        {
            // Details that came whole follow whole, with their signature.
            json.WriteString(part.Extras.Note(Notes.Field) is "reasoning" or "reasoning_details" ? "reasoning" : "reasoning_content", text);
        }
    }

    /// <summary>Writes the signature of a part that is complete; its text goes with it where the deltas before did not tell whose it was.</summary>
    /// <param name="json">Where the delta is open.</param>
    /// <param name="whole">The part, with its signature.</param>
    /// <param name="open">What was written of it.</param>
    /// <param name="number">Which signed part of the choice it is.</param>
    public static void WriteSignature(Utf8JsonWriter json, ReasoningPart whole, OpenPart open, int number)
    {
        json.WriteStartArray("reasoning_details");
        if (ReasoningDetails.IsOwn(whole))
        {
            ReasoningDetails.WriteOwn(json, whole.Signature!.Data, open.Part.Extras.Has(Notes.Detail) || open.Text.Length == 0 ? null : open.Text.ToString());
        }
        else
        {
            ReasoningDetails.WriteForeign(json, whole with { Text = open.Text.ToString() }, number);
        }

        json.WriteEndArray();
    }
}
