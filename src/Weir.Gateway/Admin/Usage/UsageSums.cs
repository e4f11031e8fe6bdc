namespace Weir.Gateway.Admin.Usage;

/// <summary>Sums over requests.</summary>
public sealed record UsageSums
{
    private const decimal NanoPerUsd = 1_000_000_000m;

    public long Requests { get; init; }

    public long Failed { get; init; }

    public TokenCounts Usage { get; init; } = new();

    /// <summary>Billionths of a US dollar.</summary>
    public long CostNanoDollars { get; init; }

    public decimal CostUsd => CostNanoDollars / NanoPerUsd;

    /// <summary>Requests whose model has no known price; the cost is too low by theirs.</summary>
    public long Unpriced { get; init; }

    /// <summary>Requests whose tokens are estimated.</summary>
    public long Estimated { get; init; }

    /// <summary>Requests that Weir's answer cache answered.</summary>
    public long CacheHits { get; init; }

    /// <summary>What providers' prompt caches saved; below zero where writing to them cost more. Billionths of a US dollar.</summary>
    public long SavedByPromptCachesNanoDollars { get; init; }

    public decimal SavedByPromptCachesUsd => SavedByPromptCachesNanoDollars / NanoPerUsd;

    /// <summary>What the answers out of Weir's answer cache would have cost. Billionths of a US dollar.</summary>
    public long SavedByAnswerCacheNanoDollars { get; init; }

    public decimal SavedByAnswerCacheUsd => SavedByAnswerCacheNanoDollars / NanoPerUsd;

    /// <summary>Time to the first byte of the answer; null when there was none, and over time.</summary>
    public LatencyFigures? FirstByte { get; init; }

    /// <summary>Whole time of requests that went well; null as above.</summary>
    public LatencyFigures? Duration { get; init; }
}

/// <summary>Percentiles in milliseconds, each within 3.2% of the true value.</summary>
public sealed record LatencyFigures(double P50Ms, double P95Ms, double P99Ms);
