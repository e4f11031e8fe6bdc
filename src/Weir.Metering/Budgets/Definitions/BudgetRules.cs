using Weir.Metering.Budgets.Windows;
using Weir.Metering.RateLimits;

namespace Weir.Metering.Budgets.Definitions;

/// <summary>What a budget, a rate limit and a cap must be like.</summary>
public static class BudgetRules
{
    private const long MostTokens = 1_000_000_000_000;
    private const int MostConcurrent = 1_000_000;
    private const string NameSubject = "Name gateway, key:NAME, user:NAME, team:NAME, connection:NAME or model:NAME.";

    /// <summary>Checks a budget.</summary>
    /// <exception cref="RuleRefusedException">Something about it will not do.</exception>
    public static void Check(Budget budget)
    {
        ArgumentNullException.ThrowIfNull(budget);
        var window = budget.Window;
        Demand(budget.Subject.Kind != SubjectKind.Unknown, "The budget is on nothing.", NameSubject);
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

    /// <summary>Checks a rate limit.</summary>
    /// <exception cref="RuleRefusedException">Something about it will not do.</exception>
    public static void Check(RateLimit limit)
    {
        ArgumentNullException.ThrowIfNull(limit);
        Demand(limit.Subject.Kind != SubjectKind.Unknown, "The limit is on nothing.", NameSubject);
        Demand(limit is not { Requests: null, Tokens: null, Concurrent: null }, "The limit has no number.", "Name requests a minute, tokens a minute, or requests at a time.");
        Demand(
            limit.Requests is null or (>= 1 and <= MostTokens) && limit.Tokens is null or (>= 1 and <= MostTokens),
            "A limit for a minute is 1 or more.", "Name 1 or more; at most a million million.");
        Demand(limit.Concurrent is null or (>= 1 and <= MostConcurrent), "Requests at a time are 1 or more.", "Name 1 or more; at most a million.");
    }

    /// <summary>Checks the cap of a run.</summary>
    /// <exception cref="RuleRefusedException">Something about it will not do.</exception>
    public static void Check(RunCap cap)
    {
        ArgumentNullException.ThrowIfNull(cap);
        Demand(cap.Subject.Kind != SubjectKind.Unknown, "The cap is on nothing.", NameSubject);
        Demand(cap is not { SoftTokens: null, HardTokens: null }, "The cap has no number.", "Name the tokens from which to warn, or those at which a run ends.");
        Demand(cap.SoftTokens is null or (>= 0 and <= MostTokens) && cap.HardTokens is null or (>= 0 and <= MostTokens), "A cap can't be below zero.", "Name zero or more; at most a million million.");
    }

    private static void Demand(bool holds, string message, string action)
    {
        if (!holds)
        {
            throw new RuleRefusedException(message, action);
        }
    }
}
