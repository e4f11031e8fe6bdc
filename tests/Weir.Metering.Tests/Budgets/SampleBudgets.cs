using Weir.Metering.Budgets;
using Weir.Metering.Budgets.Windows;

namespace Weir.Metering.Tests.Budgets;

internal static class SampleBudgets
{
    public static Budget Usd(string subject, long nano, BudgetWindow? window = null) => Of(subject, BudgetUnit.Usd, nano, window);

    public static Budget Tokens(string subject, long tokens, BudgetWindow? window = null) => Of(subject, BudgetUnit.Tokens, tokens, window);

    public static BudgetWindow Daily { get; } = new() { Kind = WindowKind.Daily };

    private static Budget Of(string subject, BudgetUnit unit, long limit, BudgetWindow? window) => new()
    {
        Subject = Subject.TryParse(subject, out var parsed) ? parsed : throw new ArgumentException(subject),
        Unit = unit,
        Limit = limit,
        Window = window ?? new BudgetWindow { Kind = WindowKind.Lifetime },
    };
}
