using Weir.Dialects.Conversations.Parts;

namespace Weir.Dialects.Conversations;

/// <summary>Brings messages into the strict alternation that some dialects want.</summary>
public static class Turns
{
    /// <summary>
    /// Merges neighbours of one side: system and developer messages, the user's with tool results, the assistant's. Order is kept. A message alone in its turn stays the same object.
    /// </summary>
    public static IReadOnlyList<Message> Merge(IReadOnlyList<Message> messages)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var turns = new List<Message>(messages.Count);
        foreach (var message in messages)
        {
            if (turns.Count > 0 && SideOf(turns[^1].Role) == SideOf(message.Role))
            {
                var last = turns[^1];
                turns[^1] = last with
                {
                    Role = last.Role == Role.Tool ? message.Role : last.Role,
                    Parts = [.. last.Parts, .. message.Parts],
                    Extras = last.Extras.IsEmpty ? message.Extras : last.Extras,
                };
            }
            else
            {
                turns.Add(message);
            }
        }

        return turns;
    }

    /// <summary>
    /// Writes system messages as the user's where a dialect has them only at the top, for those that follow others: moving them up would change what is cached. Each is reported.
    /// </summary>
    public static IReadOnlyList<Message> InPlace(IReadOnlyList<Message> messages, Losses losses)
    {
        ArgumentNullException.ThrowIfNull(messages);
        ArgumentNullException.ThrowIfNull(losses);
        return [.. messages.Select((message, index) => message.Role is Role.System or Role.Developer ? Placed(message, index, losses) : message)];
    }

    /// <summary>The names of called tools by call id, for dialects whose results name the tool.</summary>
    public static IReadOnlyDictionary<string, string> ToolNames(IReadOnlyList<Message> messages)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var message in messages)
        {
            foreach (var part in message.Parts)
            {
                if (part is ToolCallPart call)
                {
                    names[call.CallId] = call.Name;
                }
            }
        }

        return names;
    }

    private static Message Placed(Message message, int index, Losses losses)
    {
        losses.Add($"messages[{index}].role", "a system message after the first turn is written as the user's");
        return message with { Role = Role.User };
    }

    private static Role SideOf(Role role) => role switch
    {
        Role.Developer => Role.System,
        Role.Tool => Role.User,
        _ => role,
    };
}
