namespace Weir.Gateway.Admin.Budgets;

/// <summary>What a request may use and cost.</summary>
public sealed record CostEstimate
{
    /// <summary>The model asked for.</summary>
    public required ModelCost Model { get; init; }

    /// <summary>Other models that could answer, the cheapest first; at most eight.</summary>
    public required IReadOnlyList<ModelCost> Others { get; init; }
}

/// <summary>What a request may use and cost on one model.</summary>
public sealed record ModelCost
{
    /// <summary><c>connection/model</c>.</summary>
    public required string Model { get; init; }

    /// <summary>Input tokens, as estimated.</summary>
    public required long InputTokens { get; init; }

    /// <summary>The most input tokens that can be counted; what a budget holds.</summary>
    public required long InputTokensMost { get; init; }

    /// <summary>Output tokens that are likely, of all answers together.</summary>
    public required long OutputTokensLikely { get; init; }

    /// <summary>The most output tokens, of all answers together.</summary>
    public required long OutputTokensMost { get; init; }

    /// <summary><c>per_token</c>, <c>free</c>, <c>plan</c>, <c>ceiling</c> or <c>unknown</c>: then there are no costs.</summary>
    public required string Tariff { get; init; }

    /// <summary>Without output, at the cheapest rate.</summary>
    public UsdAmount? Low { get; init; }

    public UsdAmount? Likely { get; init; }

    /// <summary>What a budget holds.</summary>
    public UsdAmount? Worst { get; init; }

    /// <summary>What it is likely to cost more than the model asked for; below zero = less. Null for that model, and where either is not known.</summary>
    public UsdAmount? Difference { get; init; }

    /// <summary>The difference in words: <c>about $0.05 more per run</c>.</summary>
    public string? DifferenceText { get; init; }
}

/// <summary>An amount, twice.</summary>
/// <param name="Usd">US dollars, exactly: <c>0.0042</c>.</param>
/// <param name="NanoDollars">Billionths of a US dollar.</param>
public sealed record UsdAmount(string Usd, long NanoDollars);
