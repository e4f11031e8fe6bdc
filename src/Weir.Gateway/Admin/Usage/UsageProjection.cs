namespace Weir.Gateway.Admin.Usage;

/// <summary>What this month will come to. Amounts are billionths of a US dollar.</summary>
public sealed record UsageProjection
{
    private const decimal NanoPerUsd = 1_000_000_000m;

    public required string TimeZone { get; init; }

    /// <summary>This month so far.</summary>
    public long SpentNanoDollars { get; init; }

    public decimal SpentUsd => SpentNanoDollars / NanoPerUsd;

    /// <summary>By the month's end; null when too little is known.</summary>
    public long? ExpectedNanoDollars { get; init; }

    public decimal? ExpectedUsd => ExpectedNanoDollars / NanoPerUsd;

    /// <summary>In 8 of 10 cases it becomes this at least; null when too few days are known.</summary>
    public long? LowNanoDollars { get; init; }

    public decimal? LowUsd => LowNanoDollars / NanoPerUsd;

    /// <summary>In 8 of 10 cases it becomes this at most; null as above.</summary>
    public long? HighNanoDollars { get; init; }

    public decimal? HighUsd => HighNanoDollars / NanoPerUsd;

    /// <summary>Whole days that it was told from, at most 28.</summary>
    public int DaysKnown { get; init; }
}
