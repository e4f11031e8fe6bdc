using System.Text.Json;
using Weir.Dialects.Conversations;

namespace Weir.Dialects.Ollama;

/// <summary>The member <c>think</c>: true, false, or an effort.</summary>
internal static class OllamaThinking
{
    public static ReasoningRequest? Read(JsonElement think)
    {
        if (think.IsNothing())
        {
            return null;
        }

        if (think.AsString() is not { } effort)
        {
            return new ReasoningRequest { Enabled = think.MustBeBool("think") };
        }

        return effort is "low" or "medium" or "high" or "max"
            ? new ReasoningRequest { Enabled = true, Effort = effort, Extras = Extras.Of(OllamaDialect.DialectName, [new("$effort", think.Clone())]) }
            : throw DialectException.Invalid("`think` must be true, false, \"low\", \"medium\", \"high\" or \"max\".", "think");
    }

    public static void Write(Utf8JsonWriter json, ReasoningRequest? reasoning, bool? canReason)
    {
        if (reasoning is null)
        {
            return;
        }

        var effort = reasoning.Effort ?? (reasoning.BudgetTokens is > 0 and var budget ? ReasoningEfforts.EffortOf(budget) : null);
        if (reasoning.Enabled == false || effort is "none" || (effort is null && reasoning.BudgetTokens == 0))
        {
            json.WriteBoolean("think", false);
        }
        else if (canReason == false)
        {
            // The server refuses to be asked for thoughts that the model has not.
        }
        else if (effort is not null)
        {
            json.WriteString("think", WordOf(effort, reasoning.Extras.Are(OllamaDialect.DialectName)));
        }
        else if (reasoning.Enabled == true || reasoning.Adaptive || reasoning.BudgetTokens is not null)
        {
            json.WriteBoolean("think", true);
        }
    }

    private static string WordOf(string effort, bool isOwn) => effort switch
    {
        "minimal" or "low" => "low",
        "medium" => "medium",
        "max" when isOwn => "max",
        _ => "high",
    };
}
