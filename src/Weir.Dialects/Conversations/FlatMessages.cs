using Weir.Dialects.Conversations.Parts;

namespace Weir.Dialects.Conversations;

/// <summary>One message of a wire on which each tool result is a message of its own.</summary>
/// <param name="Role">Who speaks; <see cref="Role.Tool"/> for a result.</param>
/// <param name="Parts">What is said; a result stands alone.</param>
/// <param name="Source">The message it came from.</param>
/// <param name="Index">The place of <paramref name="Source"/> in the conversation.</param>
internal readonly record struct FlatMessage(Role Role, IReadOnlyList<Part> Parts, Message Source, int Index)
{
    /// <summary>Where it stands, for people.</summary>
    public string Path => $"messages[{Index}]";
}

/// <summary>Takes tool results out of the messages that hold several, and brings together what an assistant did in one turn.</summary>
internal static class FlatMessages
{
    /// <param name="messages">The conversation's.</param>
    /// <param name="dialect">The dialect that is written; its own messages stay as they are.</param>
    /// <param name="keepsMedia">
    /// Whether a result may keep its pictures. Else they follow in a message of the user's, behind the last result of the row.
    /// </param>
    public static IEnumerable<FlatMessage> Of(IReadOnlyList<Message> messages, string dialect, Func<ToolResultPart, bool> keepsMedia)
    {
        var media = new List<Part>();
        for (var index = 0; index < messages.Count; index++)
        {
            var message = messages[index];
            while (index + 1 < messages.Count && AreOneTurn(message, messages[index + 1], dialect))
            {
                index++;
                message = message with { Parts = [.. message.Parts, .. messages[index].Parts] };
            }

            var others = new List<Part>();
            foreach (var part in message.Parts)
            {
                if (part is not ToolResultPart result)
                {
                    others.Add(part);
                    continue;
                }

                if (others.Count > 0)
                {
                    foreach (var flat in Following(media, others, message, index))
                    {
                        yield return flat;
                    }

                    others = [];
                }

                var kept = result;
                if (!keepsMedia(result) && result.Content.Any(IsMedia))
                {
                    media.AddRange(result.Content.Where(IsMedia));
                    kept = result with { Content = [.. result.Content.Where(static content => !IsMedia(content))] };
                }

                yield return new FlatMessage(Role.Tool, [kept], message, index);
            }

            if (others.Count > 0 || message.Parts.Count == 0)
            {
                foreach (var flat in Following(media, others, message, index))
                {
                    yield return flat;
                }
            }
        }

        if (media.Count > 0)
        {
            yield return new FlatMessage(Role.User, [.. media], new Message(Role.User, []), messages.Count - 1);
        }
    }

    private static IEnumerable<FlatMessage> Following(List<Part> media, List<Part> parts, Message message, int index)
    {
        if (media.Count > 0)
        {
            yield return new FlatMessage(Role.User, [.. media], new Message(Role.User, []), index);
            media.Clear();
        }

        yield return new FlatMessage(message.Role == Role.Tool ? Role.User : message.Role, parts, message, index);
    }

    /// <summary>
    /// True for thoughts and what they led to, and for calls that stand in messages of their own: results answer the one message before them.
    /// </summary>
    private static bool AreOneTurn(Message first, Message second, string dialect) =>
        first.Role == Role.Assistant && second.Role == Role.Assistant
        && !first.Extras.Are(dialect) && !second.Extras.Are(dialect)
        && (first.Parts.All(static part => part is ReasoningPart) || second.Parts.Any(static part => part is ToolCallPart));

    private static bool IsMedia(Part part) => part is MediaPart { Source: not TextMedia };
}
