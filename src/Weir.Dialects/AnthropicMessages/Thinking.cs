using System.Globalization;
using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;

namespace Weir.Dialects.AnthropicMessages;

/// <summary>
/// The rules of Anthropic's thinking: older models take a budget, newer ones think as much as they see fit (<c>adaptive</c>) and are steered by an effort; with thinking on, sampling
/// and a forced tool are refused. What Anthropic's own clients say is written as they said it.
/// </summary>
internal static class Thinking
{
    /// <summary>The note under which a kind of thinking that is not known travels as it came.</summary>
    public const string RawNote = "$thinking";

    /// <summary>Of a limit, the part that thoughts may take where the client set no budget: the answer needs the rest.</summary>
    private const double MostOfLimit = 0.8;

    /// <summary>Reads <c>thinking</c> into what is known of the request's reasoning.</summary>
    public static ReasoningRequest Read(JsonElement thinking, ReasoningRequest? known)
    {
        Fields.Object(thinking, "thinking");
        var type = Fields.RequiredText(thinking, "type", "thinking");
        var display = Fields.Text(thinking, "display", "thinking");
        var extras = new ExtrasBuilder();
        foreach (var member in thinking.EnumerateObject())
        {
            if (member.Name is not ("type" or "budget_tokens") && !(member.Name is "display" && display is "omitted" or "summarized"))
            {
                extras.Add(member);
            }
        }

        if (type is not ("disabled" or "enabled" or "adaptive"))
        {
            extras.Add(RawNote, thinking);
        }

        return (known ?? new ReasoningRequest()) with
        {
            Enabled = type switch { "disabled" => false, "enabled" or "adaptive" => true, _ => null },
            Adaptive = type == "adaptive",
            BudgetTokens = Fields.Whole(thinking, "budget_tokens", "thinking"),
            Show = display switch { "omitted" => false, "summarized" => true, _ => null },
            Extras = extras.Build(AnthropicDialect.DialectName),
        };
    }

    /// <summary>
    /// True when the request thinks. An effort alone is a wish to think for other dialects' clients; Anthropic's own say <c>thinking</c>. What the model can't do is noted.
    /// </summary>
    public static bool IsOn(Conversation conversation, WriteOptions options)
    {
        if (conversation.Reasoning is not { } reasoning || !IsWanted(reasoning, conversation.Dialect))
        {
            return false;
        }

        var family = ClaudeFamily.Of(options.ModelFamily ?? conversation.Model);
        if (options.CanReason == false || (!family.Thinks && conversation.Dialect != AnthropicDialect.DialectName))
        {
            options.Losses.Add("reasoning", "the model does not reason");
            return false;
        }

        if (conversation.Dialect != AnthropicDialect.DialectName && !family.IsAdaptive && conversation.MaxOutputTokens <= ReasoningEfforts.LeastBudget)
        {
            options.Losses.Add("reasoning", $"it takes {ReasoningEfforts.LeastBudget} tokens at least, and the limit leaves no room");
            return false;
        }

        return true;
    }

    /// <summary>True when the request says that there shall be no thinking, and the model would know what is meant.</summary>
    public static bool IsOff(Conversation conversation, WriteOptions options) =>
        conversation.Reasoning is { } reasoning && (conversation.Dialect == AnthropicDialect.DialectName
            ? reasoning.Enabled == false
            : options.CanReason != false && ClaudeFamily.Of(options.ModelFamily ?? conversation.Model).Thinks && (reasoning.Enabled == false || reasoning.Effort == "none" || reasoning.BudgetTokens == 0));

    /// <summary>
    /// True when a model that thinks by a budget would refuse these messages: results came back for calls whose turn does not begin with thoughts, as Anthropic's signed thoughts of
    /// that turn are not there. It can think again in the next turn.
    /// </summary>
    /// <param name="messages">The messages as they are written.</param>
    /// <param name="family">The model's family.</param>
    public static bool IsInterrupted(IReadOnlyList<Message> messages, ClaudeFamily family) =>
        !family.IsAdaptive && messages.Count > 1 && messages[^1].Parts.Any(static part => part is ToolResultPart)
        && messages[^2] is { Role: Role.Assistant, Parts: [not ReasoningPart, ..] };

    /// <summary>Writes <c>thinking</c>; the effort that goes with it stands elsewhere (<see cref="Effort"/>).</summary>
    /// <param name="json">The open request.</param>
    /// <param name="conversation">The request.</param>
    /// <param name="model">The model's id by which its family is told.</param>
    /// <param name="maxTokens">The request's limit, above which no budget may be.</param>
    /// <param name="losses">Where to note what is left out.</param>
    public static void Write(Utf8JsonWriter json, Conversation conversation, string model, int maxTokens, Losses losses)
    {
        var reasoning = conversation.Reasoning!;
        var isOwn = conversation.Dialect == AnthropicDialect.DialectName;
        var family = ClaudeFamily.Of(model);
        json.WriteStartObject("thinking");
        if (isOwn ? reasoning.Adaptive : IsAdaptive(reasoning, family))
        {
            json.WriteString("type", "adaptive");
        }
        else
        {
            json.WriteString("type", "enabled");
            json.WriteOptional("budget_tokens", isOwn ? reasoning.BudgetTokens : Budget(reasoning, maxTokens, losses));
        }

        // The newest families hide their thoughts unless asked, and other dialects' clients expect what they always got.
        var show = reasoning.Show ?? (!isOwn && family.IsOnlyAdaptive || reasoning.Summary is not null ? true : null);
        json.WriteOptional("display", show switch { true => "summarized", false => "omitted", null => null });
        reasoning.Extras.WriteTo(json, AnthropicDialect.DialectName);
        json.WriteEndObject();
    }

    /// <summary>The effort to send; null for none. Older families are told by their budget alone.</summary>
    public static string? Effort(Conversation conversation, string model)
    {
        if (conversation.Reasoning is not { } reasoning || conversation.Dialect == AnthropicDialect.DialectName)
        {
            return conversation.Reasoning?.Effort;
        }

        var family = ClaudeFamily.Of(model);
        return reasoning.Effort is { } effort ? family.Nearest(effort)
            : reasoning.BudgetTokens is > 0 and var budget && IsAdaptive(reasoning, family) ? family.Nearest(ReasoningEfforts.EffortOf(budget)) : null;
    }

    private static bool IsWanted(ReasoningRequest reasoning, string dialect) => dialect == AnthropicDialect.DialectName
        ? reasoning.Enabled == true
        : reasoning is { Enabled: not false, Effort: not "none", BudgetTokens: not 0 } && (reasoning.Enabled == true || reasoning.Effort is not null || reasoning.BudgetTokens is not null);

    /// <summary>A budget is a promise of cost, so it stays one where the family takes it.</summary>
    private static bool IsAdaptive(ReasoningRequest reasoning, ClaudeFamily family) => family.IsOnlyAdaptive || (family.IsAdaptive && reasoning.BudgetTokens is not > 0);

    /// <summary>The client's own budget as far as the limit allows; one that is made of an effort leaves room for the answer.</summary>
    private static int Budget(ReasoningRequest reasoning, int maxTokens, Losses losses)
    {
        if (reasoning.BudgetTokens is not (> 0 and var wanted))
        {
            var usual = ReasoningEfforts.BudgetOf(reasoning.Effort ?? "medium") ?? 8192;
            return Math.Max(ReasoningEfforts.LeastBudget, Math.Min(usual, (int)(maxTokens * MostOfLimit)));
        }

        var allowed = Math.Max(ReasoningEfforts.LeastBudget, Math.Min(wanted, maxTokens - 1));
        if (allowed != wanted)
        {
            losses.Add("reasoning budget", $"it must lie between {ReasoningEfforts.LeastBudget} and max_tokens; {allowed.ToString(CultureInfo.InvariantCulture)} is sent");
        }

        return allowed;
    }
}
