namespace Weir.Gateway.Admin;

/// <summary>Sums over requests.</summary>
public sealed record UsageSums
{
    public long Requests { get; init; }

    public long Failed { get; init; }

    public TokenCounts Usage { get; init; } = new();

    /// <summary>Billionths of a US dollar.</summary>
    public long CostNanoDollars { get; init; }

    public decimal CostUsd => CostNanoDollars / 1_000_000_000m;

    /// <summary>Requests whose model has no known price; the cost is too low by theirs.</summary>
    public long Unpriced { get; init; }

    /// <summary>Requests whose tokens are estimated.</summary>
    public long Estimated { get; init; }
}
