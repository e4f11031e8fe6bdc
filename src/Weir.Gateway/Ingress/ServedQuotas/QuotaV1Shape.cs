using System.Globalization;
using System.Text.Json;
using Weir.Metering.Budgets;

namespace Weir.Gateway.Ingress.ServedQuotas;

/// <summary>
/// <c>{version: "quota-v1", entries: [...]}</c>: an entry for each budget. Its readers refuse the whole answer for one unknown key, one null or one text that is too long, so nothing else is written.
/// </summary>
internal static class QuotaV1Shape
{
    private const int MostEntries = 100;

    public static void Write(Utf8JsonWriter json, KeyQuota quota)
    {
        json.WriteStartObject();
        json.WriteString("version", "quota-v1");
        json.WriteStartArray("entries");
        foreach (var state in quota.Budgets.Take(MostEntries))
        {
            WriteBudget(json, state);
        }

        if (quota.Budgets.Count == 0)
        {
            WriteValue(json, "Spend", "spend", QuotaTexts.Dollars(quota.SpentThisMonth?.Value ?? 0), quota.At);
            WriteValue(json, "Tokens", "usage", QuotaTexts.Tokens(quota.TokensThisMonth ?? 0), quota.At);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteBudget(Utf8JsonWriter json, BudgetState state)
    {
        var (budget, isMoney) = (state.Budget, state.Budget.Unit == BudgetUnit.Usd);
        json.WriteStartObject();
        json.WriteString("kind", "percent");
        json.WriteString("name", QuotaTexts.Line($"{(isMoney ? "Spend" : "Tokens")} ({budget.Subject})", 80));
        json.WriteString("resultType", isMoney ? "budget" : "quota");
        json.WriteNumber("percentRemaining", Percent(state));
        json.WriteString("label", QuotaTexts.Line(Label(state), 80));
        json.WriteString("right", QuotaTexts.Line(isMoney ? $"{QuotaTexts.Dollars(state.Left)} of {QuotaTexts.Dollars(budget.Limit)} left" : $"{QuotaTexts.Tokens(state.Left)} left", 160));
        if (state.ResetsAt is { } at)
        {
            json.WriteString("resetTimeIso", QuotaTexts.Time(at));
        }

        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, string name, string type, string value, DateTimeOffset at)
    {
        json.WriteStartObject();
        json.WriteString("kind", "value");
        json.WriteString("name", name);
        json.WriteString("resultType", type);
        json.WriteString("value", value);
        json.WriteString("label", "This month:");
        json.WriteString("observedAtIso", QuotaTexts.Time(at));
        json.WriteEndObject();
    }

    /// <summary>Rounded down, to hundredths: nobody is told of more than there is.</summary>
    private static decimal Percent(BudgetState state) => state.Budget.Limit <= 0 ? 0 : Math.Floor(Math.Min(state.Left, state.Budget.Limit) * 10_000m / state.Budget.Limit) / 100;

    private static string Label(BudgetState state)
    {
        var window = state.Budget.Window.ToString();
        var word = window.Length == 0 ? "Budget" : string.Create(CultureInfo.InvariantCulture, $"{char.ToUpperInvariant(window[0])}{window[1..]}");
        return state.Budget.IsHard ? word + ":" : word + " (soft):";
    }
}
