using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;

namespace Weir.Dialects.OpenAiChat.Translation.Requests;

/// <summary>
/// Brings messages of other dialects into the order that chat wants: neighbouring messages of the assistant are one, each tool result is a message of its own directly behind
/// the calls, and what else the user said follows, media of the results first.
/// </summary>
internal static class MessageLayout
{
    /// <summary>The messages to write, each with the index of the neutral message it comes from.</summary>
    public static IReadOnlyList<(Message Message, int From)> Of(WriteContext context)
    {
        var messages = context.Conversation.Messages;
        List<(Message, int)> laid = context.IsOwn ? [.. messages.Select(static (message, index) => (message, index))] : Rearrange(messages);
        return context.Variant.BetweenToolAndUser is { } words ? Separate(laid, words) : laid;
    }

    private static List<(Message Message, int From)> Rearrange(IReadOnlyList<Message> messages)
    {
        var laid = new List<(Message, int)>(messages.Count);
        for (var from = 0; from < messages.Count;)
        {
            var to = from + 1;
            var isAssistant = messages[from].Role == Role.Assistant;
            while (to < messages.Count && messages[to].Role == Role.Assistant == isAssistant)
            {
                to++;
            }

            var run = messages.Skip(from).Take(to - from).ToList();
            if (isAssistant)
            {
                laid.Add((run.Count == 1 ? run[0] : run[0] with { Parts = [.. run.SelectMany(static message => message.Parts)] }, from));
            }
            else
            {
                Split(run, from, laid);
            }

            from = to;
        }

        return laid;
    }

    private static void Split(List<Message> run, int from, List<(Message, int)> laid)
    {
        var media = new List<Part>();
        for (var i = 0; i < run.Count; i++)
        {
            foreach (var result in run[i].Parts.OfType<ToolResultPart>())
            {
                laid.Add((new Message(Role.Tool, [result with { Content = [.. result.Content.Where(static part => part is not MediaPart || part is MediaPart { Kind: MediaKind.File, Source: TextMedia })] }]), from + i));
                media.AddRange(result.Content.Where(static part => part is MediaPart { Source: not TextMedia }));
            }
        }

        if (media.Count > 0)
        {
            laid.Add((new Message(Role.User, media), from));
        }

        for (var i = 0; i < run.Count; i++)
        {
            var rest = run[i].Parts.Where(static part => part is not ToolResultPart).ToList();
            if (rest.Count > 0 || run[i].Parts.Count == 0)
            {
                laid.Add((run[i] with { Role = run[i].Role == Role.Tool ? Role.User : run[i].Role, Parts = rest }, from + i));
            }
        }
    }

    private static List<(Message Message, int From)> Separate(List<(Message Message, int From)> laid, string words)
    {
        var separated = new List<(Message, int)>(laid.Count);
        for (var i = 0; i < laid.Count; i++)
        {
            if (i > 0 && laid[i - 1].Message.Role == Role.Tool && laid[i].Message.Role == Role.User)
            {
                separated.Add((new Message(Role.Assistant, [new TextPart(words)]), laid[i].From));
            }

            separated.Add(laid[i]);
        }

        return separated;
    }
}
