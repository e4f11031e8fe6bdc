using Weir.Words;

namespace Weir.Commands.Budgets;

/// <summary>Budgets in words.</summary>
internal static class BudgetWords
{
    /// <summary>An amount in a budget's unit.</summary>
    public static string Amount(string unit, long amount) => unit == "usd" ? Amounts.Usd(amount / 1_000_000_000m) : Amounts.Count(amount);
}
