namespace Weir.Metering.Budgets;

/// <summary>How many requests of one kind would pass budgets as they stand.</summary>
public sealed record BudgetForecast
{
    /// <summary>How many were thought of.</summary>
    public required int Asked { get; init; }

    /// <summary>How many pass when all come at the same time: each holds its worst case beside those before it.</summary>
    public required int AtOnce { get; init; }

    /// <summary>How many pass one after the other, when each costs what is likely.</summary>
    public required int InTurn { get; init; }

    /// <summary>Output tokens that the first of them would get for each answer; 0 when it is refused.</summary>
    public required long Output { get; init; }

    /// <summary>What the first of them would hold, or would have held.</summary>
    public required Charge Worst { get; init; }

    /// <summary>Why the first that does not pass at the same time is refused; null when all pass.</summary>
    public BudgetRefusal? Refusal { get; init; }

    /// <summary>The budgets, as they stand.</summary>
    public required IReadOnlyList<BudgetState> States { get; init; }
}
