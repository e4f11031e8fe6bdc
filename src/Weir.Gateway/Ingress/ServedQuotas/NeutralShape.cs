using System.Text.Json;
using Weir.Metering.Budgets;
using Weir.Metering.Prices;

namespace Weir.Gateway.Ingress.ServedQuotas;

/// <summary><c>{key, tokens: {limit, used, remaining, resets_at}, cost: {currency, limit, used, remaining, resets_at}}</c>: of several budgets, the tightest of each unit.</summary>
internal static class NeutralShape
{
    public static void Write(Utf8JsonWriter json, KeyQuota quota)
    {
        json.WriteStartObject();
        json.WriteString("key", quota.Key);
        var tokens = quota.Tightest(BudgetUnit.Tokens);
        if (tokens is not null || quota.TokensThisMonth is not null)
        {
            json.WriteStartObject("tokens");
            WriteAmounts(json, tokens, quota.TokensThisMonth ?? 0, static (json, name, amount) => json.WriteNumber(name, amount));
            json.WriteEndObject();
        }

        var cost = quota.Tightest(BudgetUnit.Usd);
        if (cost is not null || quota.SpentThisMonth is not null)
        {
            json.WriteStartObject("cost");
            json.WriteString("currency", "USD");
            WriteAmounts(json, cost, quota.SpentThisMonth?.Value ?? 0, static (json, name, amount) => json.WriteNumber(name, Dollars(amount)));
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>Nano-dollars as a number of dollars, exactly.</summary>
    public static decimal Dollars(long nano) => new NanoDollars(nano).ToUsd();

    /// <summary>What is used of a budget, holds included: with what is left it makes the limit, unless more was spent.</summary>
    public static long Used(BudgetState state) => Math.Max(state.Spent, state.Budget.Limit - state.Left);

    private static void WriteAmounts(Utf8JsonWriter json, BudgetState? state, long used, Action<Utf8JsonWriter, string, long> write)
    {
        if (state is null)
        {
            json.WriteNull("limit");
            write(json, "used", used);
            json.WriteNull("remaining");
            return;
        }

        write(json, "limit", state.Budget.Limit);
        write(json, "used", Used(state));
        write(json, "remaining", state.Left);
        if (state.ResetsAt is { } at)
        {
            json.WriteString("resets_at", QuotaTexts.Time(at));
        }
    }
}
