using Weir.Metering.Budgets.Windows;

namespace Weir.Metering.Budgets.Definitions;

/// <summary>What a budget must be like.</summary>
public static class BudgetRules
{
    /// <summary>Checks a budget.</summary>
    /// <exception cref="BudgetRefusedException">Something about it will not do.</exception>
    public static void Check(Budget budget)
    {
        ArgumentNullException.ThrowIfNull(budget);
        var window = budget.Window;
        Demand(budget.Subject.Kind != SubjectKind.Unknown, "The budget is on nothing.", "Name gateway, key:NAME, user:NAME, team:NAME, connection:NAME or model:NAME.");
        Demand(budget.Unit != BudgetUnit.Unknown, "The budget has no unit.", "Choose dollars or tokens.");
        Demand(budget.Limit >= 0, "A budget can't be below zero.", "Name zero or more.");
        Demand(budget.AlertShare is >= 0 and <= 1, "The alert's share is not between 0 and 1.", "Name a share such as 0.8.");
        Demand(window.Kind != WindowKind.Unknown, "The budget has no window.", "Choose daily, weekly, monthly, rolling or lifetime.");
        Demand(window.ResetHour is >= 0 and <= 23, "The reset's hour is not between 0 and 23.", "Name an hour of the day.");
        Demand(window.ResetDay is >= 1 and <= 31, "The reset's day is not between 1 and 31.", "Name a day of the month.");
        Demand(
            window.Kind != WindowKind.Rolling
                || (window.Length >= BudgetWindow.ShortestRolling && window.Length <= BudgetWindow.LongestRolling && window.Length.Ticks % TimeSpan.TicksPerMinute == 0),
            "A rolling window is whole minutes long, between one minute and ten years.", "Name a length such as 5h.");
    }

    private static void Demand(bool holds, string message, string action)
    {
        if (!holds)
        {
            throw new BudgetRefusedException(message, action);
        }
    }
}
