namespace Weir.Gateway.Admin.Recommendations;

/// <summary>What a model is wanted for.</summary>
public sealed record RecommendationQuestion
{
    /// <summary>US dollars that one run may cost; null = any.</summary>
    public decimal? BudgetUsd { get; init; }

    /// <summary><c>coding</c>, <c>chat</c>, <c>reasoning</c>, <c>extraction</c>, <c>vision</c>, <c>summary</c>, or a word of your own; requests with <c>x-weir-tags: task=WORD</c> are its experience.</summary>
    public required string Task { get; init; }

    /// <summary>Input tokens of a run; null = usual for the task.</summary>
    public long? Input { get; init; }

    /// <summary>Output tokens of a run; null = what the ledger knows of the model and task, else usual for the task.</summary>
    public long? Output { get; init; }

    /// <summary><c>tools</c>, <c>vision</c>, <c>audio</c>, <c>files</c>, <c>reasoning</c>, <c>json</c>: what it must be able to do.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];
}
