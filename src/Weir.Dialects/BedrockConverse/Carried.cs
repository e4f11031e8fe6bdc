using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;

namespace Weir.Dialects.BedrockConverse;

/// <summary>What of another dialect's messages Bedrock can be told: the rest is noted and left out, and so is a message of which nothing is left.</summary>
internal static class Carried
{
    /// <summary>The messages that can be written, in the strict alternation that Bedrock wants.</summary>
    /// <param name="messages">The conversation's messages behind the leading system ones.</param>
    /// <param name="first">The place of the first of them in the conversation.</param>
    /// <param name="losses">Where to note what is left out.</param>
    public static IReadOnlyList<Message> Of(IReadOnlyList<Message> messages, int first, Losses losses)
    {
        var kept = new List<Message>(messages.Count);
        for (var i = 0; i < messages.Count; i++)
        {
            var at = $"messages[{first + i}]";
            messages[i].Extras.ReportTo(losses, BedrockDialect.DialectName, at);
            var parts = PartsOf(messages[i].Parts, at, losses);
            if (parts.Count > 0)
            {
                kept.Add(messages[i] with { Parts = parts });
            }
        }

        return Turns.Merge(Turns.InPlace(kept, losses));
    }

    /// <summary>The parts that can be written. Empty texts go without a word.</summary>
    public static IReadOnlyList<Part> PartsOf(IReadOnlyList<Part> parts, string at, Losses losses)
    {
        var kept = new List<Part>(parts.Count);
        for (var i = 0; i < parts.Count; i++)
        {
            var place = $"{at}.content[{i}]";
            parts[i].Extras.ReportTo(losses, BedrockDialect.DialectName, place);
            if (parts[i] is ToolResultPart result)
            {
                kept.Add(result with { Content = PartsOf(result.Content, place, losses) });
            }
            else if (Against(parts[i]) is { } reason)
            {
                losses.Add(place, reason);
            }
            else if (parts[i] is not TextPart { Text: "" })
            {
                kept.Add(parts[i]);
            }
        }

        return kept;
    }

    /// <summary>Why a part can't be carried; null when it can.</summary>
    private static string? Against(Part part) => part switch
    {
        _ when part.Extras.TryGet(BedrockDialect.DialectName, BlockReader.BlockNote, out _) => null,
        TextPart or RefusalPart or ToolCallPart => null,
        ReasoningPart { Signature.Dialect: BedrockDialect.DialectName } => null,
        ReasoningPart { Signature: { } foreign } => $"its signature is of {foreign.Dialect}",
        ReasoningPart => "it has no signature",
        MediaPart { Source: LinkedMedia { Url: var url } } when !url.StartsWith("s3://", StringComparison.Ordinal) => "Bedrock reads no addresses but those of S3: send the bytes",
        MediaPart media => BlockWriter.FormatOf(media) is null || media.Source is UploadedMedia ? "Bedrock does not take it in this form" : null,
        _ => $"Bedrock has no {part.GetType().Name.Replace("Part", "", StringComparison.Ordinal)} of another dialect",
    };
}
