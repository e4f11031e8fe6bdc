using System.Text.Json;
using Weir.Dialects.Conversations;

namespace Weir.Dialects.Gemini;

/// <summary>Thinking: Gemini 2.5 takes a budget of tokens, Gemini 3 a level.</summary>
internal static class Thinking
{
    public static ReasoningRequest Read(JsonElement config)
    {
        var budget = config.Either("thinkingBudget", "thinking_budget").AsInt();
        return new ReasoningRequest
        {
            Enabled = budget is 0 ? false : null,
            BudgetTokens = budget,
            Effort = config.Either("thinkingLevel", "thinking_level").AsString()?.ToLowerInvariant(),
            Show = config.Either("includeThoughts", "include_thoughts").AsBool(),
        };
    }

    /// <summary>True for families that are told a level.</summary>
    public static bool HasLevels(string family) => family.Contains("gemini-3", StringComparison.OrdinalIgnoreCase) || family.Contains("gemini-4", StringComparison.OrdinalIgnoreCase);

    /// <summary>Writes <c>thinkingConfig</c> for a client of another dialect.</summary>
    public static void Write(Utf8JsonWriter json, ReasoningRequest reasoning, string family)
    {
        json.WriteStartObject("thinkingConfig");
        var isOff = reasoning.Enabled == false || reasoning.Effort == "none";
        if (HasLevels(family))
        {
            var effort = isOff ? "minimal" : reasoning.Effort ?? (reasoning.BudgetTokens is > 0 and var budget ? ReasoningEfforts.EffortOf(budget) : null);
            json.WriteOptional("thinkingLevel", effort switch { "xhigh" or "max" => "high", _ => effort });
        }
        else if (isOff)
        {
            json.WriteNumber("thinkingBudget", 0);
        }
        else
        {
            json.WriteOptional("thinkingBudget", reasoning.BudgetTokens ?? (reasoning.Effort is { } effort ? ReasoningEfforts.BudgetOf(effort) : null));
        }

        if (!isOff)
        {
            json.WriteBoolean("includeThoughts", reasoning.Show ?? true);
        }

        json.WriteEndObject();
    }
}
