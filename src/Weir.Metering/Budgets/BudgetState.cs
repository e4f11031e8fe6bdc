using Weir.Metering.Budgets.Windows;

namespace Weir.Metering.Budgets;

/// <summary>Where a budget stands. The numbers are those that are enforced.</summary>
public sealed record BudgetState
{
    public required Budget Budget { get; init; }

    /// <summary>The window; of a rolling one, from its first slice to the end of the last.</summary>
    public required WindowSpan Window { get; init; }

    /// <summary>Nano-dollars or tokens, as the three below.</summary>
    public required long Spent { get; init; }

    /// <summary>Held for requests under way.</summary>
    public required long Held { get; init; }

    /// <summary>What is left, at least zero.</summary>
    public long Left => Saturating.Subtract(Budget.Limit, Saturating.Add(Spent, Held));

    /// <summary>When more is there again: the end of the window, or the moment when a rolling one's oldest slice leaves; null = never.</summary>
    public DateTimeOffset? ResetsAt { get; init; }

    /// <summary>True from <see cref="Budget.AlertShare"/> of the limit on; held amounts don't count.</summary>
    public bool IsAlerting => Spent >= Budget.Limit * Budget.AlertShare;
}
