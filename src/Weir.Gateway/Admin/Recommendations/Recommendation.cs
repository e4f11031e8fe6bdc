using Weir.Gateway.Admin.Budgets;

namespace Weir.Gateway.Admin.Recommendations;

/// <summary>Models for a task, the best first, and why.</summary>
public sealed record Recommendation
{
    public required string Task { get; init; }

    /// <summary>At most ten; empty when none fits.</summary>
    public required IReadOnlyList<RecommendedModel> Models { get; init; }

    /// <summary>Why models were left out, with how many for each reason.</summary>
    public required IReadOnlyDictionary<string, int> LeftOut { get; init; }
}

/// <summary>One model, and why.</summary>
public sealed record RecommendedModel
{
    /// <summary><c>connection/model</c>.</summary>
    public required string Model { get; init; }

    /// <summary>0 to 100, to compare within one answer.</summary>
    public required int Score { get; init; }

    /// <summary>What a run will likely cost; null when its price is unknown.</summary>
    public UsdAmount? Cost { get; init; }

    /// <summary><c>per_token</c>, <c>free</c>, <c>plan</c> or <c>unknown</c>.</summary>
    public required string Tariff { get; init; }

    /// <summary>Requests that the ledger has of it, for this task where there are any.</summary>
    public required long Requests { get; init; }

    /// <summary>In sentences, for a person.</summary>
    public required IReadOnlyList<string> Why { get; init; }
}
