namespace Weir.Gateway.Admin.Budgets;

/// <summary>How many requests of one size would pass the budgets as they stand. Nothing is sent, and nothing is held.</summary>
public sealed record BudgetTrial
{
    /// <summary>The target that would be asked first, <c>connection/model</c>.</summary>
    public required string Model { get; init; }

    /// <summary>How many were thought of.</summary>
    public required int Requests { get; init; }

    /// <summary>How many pass when all come at the same time, each holding its worst case.</summary>
    public required int AtOnce { get; init; }

    /// <summary>How many pass one after the other, when each costs what is likely.</summary>
    public required int InTurn { get; init; }

    /// <summary>The most input tokens that can be counted of each; what a budget holds.</summary>
    public required long InputTokensMost { get; init; }

    /// <summary>Output tokens that the first would get: lowered where the client sets no limit and the budgets afford less; 0 when it is refused.</summary>
    public required long OutputTokens { get; init; }

    /// <summary>What the first would hold on a budget in money; null where the price is not known.</summary>
    public UsdAmount? Worst { get; init; }

    /// <summary>What it would hold on a budget in tokens.</summary>
    public required long WorstTokens { get; init; }

    /// <summary>What each will likely cost; null where the price is not known.</summary>
    public UsdAmount? Likely { get; init; }

    /// <summary>Why the first that does not pass at the same time is refused; null when all pass.</summary>
    public string? Message { get; init; }

    /// <summary>What to do about it.</summary>
    public string? Action { get; init; }

    /// <summary>Id of the budget that refuses.</summary>
    public string? RefusedBy { get; init; }

    /// <summary>The budgets that hold for such a request; empty when none does.</summary>
    public required IReadOnlyList<BudgetEntry> Budgets { get; init; }
}
