using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;

namespace Weir.Dialects.AnthropicMessages;

/// <summary>
/// Brings the messages of other dialects into the form that Anthropic takes: system first, turns in alternation, none of them empty, results at the head of the turn behind their
/// calls. What can't be carried is noted under the client's own message. Anthropic's own messages stay as they came.
/// </summary>
/// <param name="System">What stands in <c>system</c>; empty for none.</param>
/// <param name="IsSystemText">True when it stands there as one text.</param>
/// <param name="Messages">What stands in <c>messages</c>.</param>
internal sealed record History(IReadOnlyList<Part> System, bool IsSystemText, IReadOnlyList<Message> Messages)
{
    /// <summary>True when Anthropic's own client sent thoughts that another provider had signed, which are left out.</summary>
    public bool LostThoughts { get; private init; }

    public static History Of(Conversation conversation, Losses losses)
    {
        var isOwn = conversation.Dialect == AnthropicDialect.DialectName;
        var leading = conversation.Messages.TakeWhile(message => message.Role is Role.System or Role.Developer && (!isOwn || message.Extras.Text(AnthropicDialect.DialectName, "$place") == "system")).ToList();
        if (isOwn)
        {
            var isText = leading is [{ Parts: [TextPart] } only] && only.Extras.Text(AnthropicDialect.DialectName, "$content") == "text";
            var kept = conversation.Messages.Skip(leading.Count).Select((message, index) => WithoutForeignThoughts(message, losses, $"messages[{index}]")).ToList();
            return new History([.. leading.SelectMany(static message => message.Parts)], isText, [.. kept.Where(static message => message is not { Role: Role.Assistant, Parts.Count: 0 })])
            {
                LostThoughts = kept.Where((message, index) => !ReferenceEquals(message, conversation.Messages[leading.Count + index])).Any(),
            };
        }

        var system = leading.SelectMany((message, index) => Instructions(message, losses, $"messages[{index}]")).ToList();
        var turns = Turns.Merge([.. conversation.Messages.Skip(leading.Count).Select((message, index) => Turn(message, losses, $"messages[{leading.Count + index}]")).Where(static message => message.Parts.Count > 0)]);
        if (turns.Count == 0 && system.Count > 0)
        {
            losses.Add("messages[0].role", "Anthropic wants a message of the user's, so the system's is written as one");
            return new History([], false, [new Message(Role.User, system)]);
        }

        return new History(system, false, [.. turns.Select(Ordered)]);
    }

    private static Message WithoutForeignThoughts(Message message, Losses losses, string at) => message.Parts.Any(static part => part is ReasoningPart { Signature: not { Dialect: AnthropicDialect.DialectName } })
        ? message with { Parts = [.. message.Parts.Where(part => part is not ReasoningPart reasoning || FitReasoning(reasoning, Role.Assistant, losses, at) is not null)] }
        : message;

    private static List<Part> Instructions(Message message, Losses losses, string at)
    {
        var fit = Fit(message, losses, at).Parts;
        if (fit.Any(static part => part is not TextPart))
        {
            losses.Add($"{at}.content", "Anthropic's system is text");
        }

        return [.. fit.Where(static part => part is TextPart)];
    }

    private static Message Fit(Message message, Losses losses, string at)
    {
        message.Extras.ReportTo(losses, AnthropicDialect.DialectName, at);
        if (message.Name is not null)
        {
            losses.Add($"{at}.name", "Anthropic has no names of speakers");
        }

        return message with { Parts = [.. message.Parts.Select((part, index) => FitPart(part, message.Role, losses, at, index)).OfType<Part>()] };
    }

    /// <summary>A system message after the first turn stands in its place as the user's: moving it to the top would change what is cached.</summary>
    private static Message Turn(Message message, Losses losses, string at)
    {
        var fit = Fit(message, losses, at);
        if (fit is { Role: Role.System or Role.Developer, Parts.Count: > 0 })
        {
            losses.Add($"{at}.role", "a system message after the first turn is written as the user's");
        }

        return fit.Role == Role.Assistant ? fit : fit with { Role = Role.User };
    }

    private static Part? FitPart(Part part, Role role, Losses losses, string at, int index)
    {
        part.Extras.ReportTo(losses, AnthropicDialect.DialectName, $"{at}.content[{index}]");
        return part switch
        {
            // The API refuses text that says nothing.
            TextPart text => string.IsNullOrWhiteSpace(text.Text) ? null : text,
            RefusalPart refusal => string.IsNullOrWhiteSpace(refusal.Text) ? null : new TextPart(refusal.Text) { Cache = refusal.Cache },
            MediaPart media => role == Role.Assistant ? Lost(losses, $"{at}.{MediaForm.NameOf(media)}", "Anthropic takes no media from the assistant") : MediaForm.Fit(media, losses, at),
            ToolCallPart call => role == Role.Assistant ? call : Lost(losses, $"{at}.tool_calls", "only the assistant calls tools"),
            ToolResultPart result => role == Role.Assistant ? Lost(losses, $"{at}.content[{index}]", "only the user answers calls") : FitResult(result, losses, at),
            ReasoningPart reasoning => FitReasoning(reasoning, role, losses, at),
            ServerToolCallPart { Dialect: AnthropicDialect.DialectName } or ServerToolResultPart { Dialect: AnthropicDialect.DialectName } or OpaquePart { Dialect: AnthropicDialect.DialectName } => part,
            ServerToolCallPart call => Lost(losses, $"{at}.content[{index}]", $"{call.Name} is a tool that only {call.Dialect} runs"),
            ServerToolResultPart result => Lost(losses, $"{at}.content[{index}]", $"{result.Name} is a tool that only {result.Dialect} runs"),
            OpaquePart opaque => Lost(losses, $"{at}.content[{index}]", $"only {opaque.Dialect} knows {opaque.Type}"),
            _ => null,
        };
    }

    private static ToolResultPart FitResult(ToolResultPart result, Losses losses, string at) =>
        result with { Content = [.. result.Content.Select((part, index) => part is TextPart or RefusalPart or MediaPart or OpaquePart ? FitPart(part, Role.User, losses, at, index) : null).OfType<Part>()] };

    /// <summary>Thinking without a signature is refused, and one of another vendor proves nothing here.</summary>
    private static Part? FitReasoning(ReasoningPart reasoning, Role role, Losses losses, string at) => reasoning.Signature switch
    {
        { Dialect: AnthropicDialect.DialectName } when role == Role.Assistant => reasoning,
        null when reasoning.Text.Length == 0 => null,
        { } foreign => Lost(losses, $"{at}.reasoning", $"its signature is of {foreign.Dialect}"),
        _ => Lost(losses, $"{at}.reasoning", "it has no signature"),
    };

    private static Part? Lost(Losses losses, string what, string why)
    {
        losses.Add(what, why);
        return null;
    }

    /// <summary>Results must stand first in the message behind the calls.</summary>
    private static Message Ordered(Message message) =>
        message.Role == Role.Assistant || !message.Parts.Any(static part => part is ToolResultPart) ? message : message with { Parts = [.. message.Parts.OrderBy(static part => part is ToolResultPart ? 0 : 1)] };
}
