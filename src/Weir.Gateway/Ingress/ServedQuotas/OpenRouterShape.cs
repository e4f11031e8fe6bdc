using System.Text.Json;
using Weir.Metering.Budgets;
using Weir.Metering.Budgets.Windows;

namespace Weir.Gateway.Ingress.ServedQuotas;

/// <summary>
/// <c>{data: {label, usage, limit, limit_remaining, limit_reset}}</c> in US dollars: the tightest budget in money. Without one the limit is null and <c>limit_remaining</c> is left out: clients refuse a null there.
/// </summary>
internal static class OpenRouterShape
{
    public static void Write(Utf8JsonWriter json, KeyQuota quota)
    {
        json.WriteStartObject();
        json.WriteStartObject("data");
        json.WriteString("label", quota.Key);
        if (quota.Tightest(BudgetUnit.Usd) is { } state)
        {
            json.WriteNumber("usage", NeutralShape.Dollars(NeutralShape.Used(state)));
            json.WriteNumber("limit", NeutralShape.Dollars(state.Budget.Limit));
            json.WriteNumber("limit_remaining", NeutralShape.Dollars(state.Left));
            if (Reset(state.Budget.Window.Kind) is { } reset)
            {
                json.WriteString("limit_reset", reset);
            }
            else
            {
                json.WriteNull("limit_reset");
            }
        }
        else
        {
            json.WriteNumber("usage", NeutralShape.Dollars(quota.SpentThisMonth?.Value ?? 0));
            json.WriteNull("limit");
            json.WriteNull("limit_reset");
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string? Reset(WindowKind kind) => kind switch
    {
        WindowKind.Daily => "daily",
        WindowKind.Weekly => "weekly",
        WindowKind.Monthly => "monthly",
        _ => null,
    };
}
