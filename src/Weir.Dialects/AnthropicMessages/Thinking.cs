using System.Globalization;
using System.Text.Json;
using Weir.Dialects.Conversations;

namespace Weir.Dialects.AnthropicMessages;

/// <summary>
/// The rules of Anthropic's thinking: older models take a budget, newer ones think as much as they see fit (<c>adaptive</c>) and are steered by an effort; with thinking on, sampling
/// and a forced tool are refused.
/// </summary>
internal static class Thinking
{
    /// <summary>Reads <c>thinking</c> into what is known of the request's reasoning.</summary>
    public static ReasoningRequest Read(JsonElement thinking, ReasoningRequest? known)
    {
        var type = thinking.String("type");
        return (known ?? new ReasoningRequest()) with
        {
            Enabled = type switch { "disabled" => false, "enabled" or "adaptive" => true, _ => null },
            Adaptive = type == "adaptive",
            BudgetTokens = thinking.Int("budget_tokens"),
            Show = thinking.String("display") switch { "omitted" => false, "summarized" => true, _ => null },
            Extras = BlockReader.Rest(thinking, "type", "budget_tokens", "display"),
        };
    }

    /// <summary>True when the request thinks. An effort alone is a wish to think for other dialects' clients; Anthropic's own say <c>thinking</c>.</summary>
    public static bool IsOn(Conversation conversation, WriteOptions options)
    {
        if (options.CanReason == false || conversation.Reasoning is not { } reasoning)
        {
            return false;
        }

        return conversation.Dialect == AnthropicDialect.DialectName
            ? reasoning.Enabled == true
            : reasoning.Enabled ?? (reasoning.Effort is not (null or "none") || reasoning.BudgetTokens is not (null or 0));
    }

    /// <summary>Writes <c>thinking</c> and the effort of <c>output_config</c> is left to the caller (<see cref="Effort"/>).</summary>
    /// <param name="json">The open request.</param>
    /// <param name="conversation">The request.</param>
    /// <param name="family">The model's id by which its family is told.</param>
    /// <param name="maxTokens">The request's limit, above which no budget may be.</param>
    /// <param name="losses">Where to note what is left out.</param>
    public static void Write(Utf8JsonWriter json, Conversation conversation, string family, int maxTokens, Losses losses)
    {
        var reasoning = conversation.Reasoning!;
        json.WriteStartObject("thinking");
        if (reasoning.Adaptive || (reasoning.BudgetTokens is null && IsAdaptive(family)))
        {
            json.WriteString("type", "adaptive");
        }
        else
        {
            var wanted = reasoning.BudgetTokens is > 0 and var budget ? budget : ReasoningEfforts.BudgetOf(reasoning.Effort ?? "medium") ?? 8192;
            var allowed = Math.Clamp(wanted, ReasoningEfforts.LeastBudget, Math.Max(ReasoningEfforts.LeastBudget, maxTokens - 1));
            if (reasoning.BudgetTokens is > 0 && allowed != wanted)
            {
                losses.Add("reasoning budget", $"it must lie between {ReasoningEfforts.LeastBudget} and max_tokens; {allowed.ToString(CultureInfo.InvariantCulture)} is sent");
            }

            json.WriteString("type", "enabled");
            json.WriteNumber("budget_tokens", allowed);
        }

        json.WriteOptional("display", reasoning.Show switch { true => "summarized", false => "omitted", null => null });
        reasoning.Extras.WriteTo(json, AnthropicDialect.DialectName);
        json.WriteEndObject();
    }

    /// <summary>The effort to send; null for none. Older families are told by their budget alone.</summary>
    public static string? Effort(Conversation conversation, string family) =>
        conversation.Dialect == AnthropicDialect.DialectName ? conversation.Reasoning?.Effort
        : !IsAdaptive(family) ? null
        : conversation.Reasoning?.Effort switch { null or "none" => null, "minimal" => "low", var effort => effort };

    /// <summary>True for families that choose themselves how much to think: 4.6 and everything after it.</summary>
    public static bool IsAdaptive(string family)
    {
        var name = family.AsSpan();
        foreach (var line in (ReadOnlySpan<string>)["opus-", "sonnet-", "haiku-"])
        {
            var at = name.IndexOf(line, StringComparison.OrdinalIgnoreCase);
            if (at >= 0)
            {
                return Version(name[(at + line.Length)..]) >= 46;
            }
        }

        return false;
    }

    /// <summary>The version as major × 10 + minor: <c>4-6</c> and <c>4.6</c> are 46, <c>5</c> is 50, <c>4-20250514</c> is 40.</summary>
    private static int Version(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || !char.IsAsciiDigit(text[0]))
        {
            return 0;
        }

        var major = text[0] - '0';
        var hasMinor = text.Length > 2 && text[1] is '-' or '.' && char.IsAsciiDigit(text[2]) && (text.Length == 3 || !char.IsAsciiDigit(text[3]));
        return (major * 10) + (hasMinor ? text[2] - '0' : 0);
    }
}
