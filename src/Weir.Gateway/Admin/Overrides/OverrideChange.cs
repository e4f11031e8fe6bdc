namespace Weir.Gateway.Admin.Overrides;

/// <summary>An override that was set, and what that changes in price. Prices are in US dollars per million tokens.</summary>
public sealed record OverrideChange
{
    public required OverrideEntry Override { get; init; }

    /// <summary>What requests of the scope went to before: by an override, else the last one in the ledger; null when there was none.</summary>
    public string? Before { get; init; }

    /// <summary>Positive when it is dearer now; null when a price is unknown.</summary>
    public decimal? InputDifferenceUsdPerMillion { get; init; }

    /// <summary>Positive when it is dearer now; null when a price is unknown.</summary>
    public decimal? OutputDifferenceUsdPerMillion { get; init; }

    /// <summary>The difference in a sentence; null when a price is unknown.</summary>
    public string? Difference { get; init; }

    /// <summary>US dollars that a request of the usual size costs more, below zero less: the average of the scope's latest conversations; null when a price is unknown.</summary>
    public decimal? PerRunDifferenceUsd { get; init; }

    /// <summary>The same in words: <c>about $0.05 more per run</c>.</summary>
    public string? PerRunDifference { get; init; }
}
