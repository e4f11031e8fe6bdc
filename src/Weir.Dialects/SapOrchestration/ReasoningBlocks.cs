using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.OpenAiChat.Translation;

namespace Weir.Dialects.SapOrchestration;

/// <summary>Reasoning: here a list of blocks with words and a signature in <c>reasoning_content</c>, inside the envelope's chat the items of <c>reasoning_details</c> that say the same.</summary>
internal static class ReasoningBlocks
{
    public const string Member = "reasoning_content";
    public const string Details = "reasoning_details";

    private const string TextType = "reasoning.text";

    /// <summary>Writes a list of blocks as details.</summary>
    /// <param name="json">Where the message is open.</param>
    /// <param name="blocks">The list.</param>
    /// <param name="isDelta">True in a stream, where an empty signature says nothing and must not replace the one that was there.</param>
    public static void Open(Utf8JsonWriter json, JsonElement blocks, bool isDelta)
    {
        json.WriteStartArray(Details);
        var index = 0;
        foreach (var block in blocks.EnumerateArray())
        {
            json.WriteStartObject();
            json.WriteString("type", TextType);
            json.WriteNumber("index", index++);
            json.WriteOptional("text", block.String("content"));
            foreach (var member in block.Members())
            {
                if (member.Name is not ("type" or "index" or "text" or "content") && !(isDelta && member.Name == "signature" && member.Value.AsString() is not { Length: > 0 }))
                {
                    json.WriteRaw(member.Name, member.Value);
                }
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes the details and plain reasoning of a chat message as blocks; nothing where there is none.</summary>
    /// <param name="json">Where the message is open.</param>
    /// <param name="message">The chat message, or a stream's delta.</param>
    /// <param name="onlySigned">True towards models: the maker of a signed block checks it, and refuses what it did not sign.</param>
    public static void Write(Utf8JsonWriter json, JsonElement message, bool onlySigned)
    {
        var details = message.Member(Details).Items().Where(detail => onlySigned ? IsSigned(detail) : detail.String("format") != ReasoningDetails.Format).ToList();
        var plain = onlySigned ? null : message.String(Member) ?? message.String("reasoning");
        if (details.Count == 0 && plain is null)
        {
            return;
        }

        json.WriteStartArray(Member);
        if (plain is not null)
        {
            json.WriteStartObject();
            json.WriteString("content", plain);
            json.WriteEndObject();
        }

        foreach (var detail in details)
        {
            json.WriteStartObject();
            json.WriteString("content", ReasoningDetails.TextOf(detail));
            foreach (var member in detail.Members())
            {
                if (member.Name == "signature" || !onlySigned && member.Name is not ("type" or "index" or "text" or "summary"))
                {
                    json.WriteRaw(member.Name, member.Value);
                }
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>True for a detail that the service takes back.</summary>
    public static bool IsSigned(JsonElement detail) => detail.String("signature") is { Length: > 0 } && detail.String("format") != ReasoningDetails.Format;
}
