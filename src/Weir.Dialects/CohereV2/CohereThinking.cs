using System.Text.Json;
using Weir.Dialects.Conversations;

namespace Weir.Dialects.CohereV2;

/// <summary>The member <c>thinking</c>: <c>{type: enabled | disabled, token_budget}</c>.</summary>
internal static class CohereThinking
{
    public static ReasoningRequest? Read(JsonElement thinking)
    {
        if (thinking.IsNothing())
        {
            return null;
        }

        var extras = new ExtrasBuilder();
        foreach (var member in thinking.MustBeMembers("thinking").Where(static member => member.Name is not ("type" or "token_budget")))
        {
            extras.Add(member);
        }

        var budget = thinking.Member("token_budget");
        return new ReasoningRequest
        {
            Enabled = thinking.Member("type").MustBeText("thinking.type") switch
            {
                "enabled" => true,
                "disabled" => false,
                _ => throw DialectException.Invalid("`thinking.type` must be enabled or disabled.", "thinking.type"),
            },
            BudgetTokens = budget.IsNothing() ? null : budget.MustBeInt("thinking.token_budget"),
            Extras = extras.Build(CohereV2Dialect.DialectName),
        };
    }

    public static void Write(Utf8JsonWriter json, ReasoningRequest? reasoning, bool? canReason)
    {
        if (reasoning is null || canReason == false)
        {
            return;
        }

        var budget = reasoning.BudgetTokens ?? (reasoning.Effort is { } effort ? ReasoningEfforts.BudgetOf(effort) : null);
        var isOff = reasoning.Enabled == false || (reasoning.Enabled is null && budget == 0);
        if (!isOff && reasoning.Enabled is null && budget is null && !reasoning.Adaptive)
        {
            return;
        }

        json.WriteStartObject("thinking");
        json.WriteString("type", isOff ? "disabled" : "enabled");
        if (budget is >= 0 && (!isOff || reasoning.Extras.Are(CohereV2Dialect.DialectName)))
        {
            json.WriteNumber("token_budget", budget.Value);
        }

        reasoning.Extras.WriteTo(json, CohereV2Dialect.DialectName);
        json.WriteEndObject();
    }
}
