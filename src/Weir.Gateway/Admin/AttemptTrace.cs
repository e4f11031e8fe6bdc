using Weir.Metering.Prices;

namespace Weir.Gateway.Admin;

/// <summary>One target that a request was sent to.</summary>
public sealed record AttemptTrace
{
    /// <summary>From 1.</summary>
    public required int Number { get; init; }

    public required string Connection { get; init; }

    /// <summary>The model as it went on the wire.</summary>
    public required string Model { get; init; }

    /// <summary>The upstream's status; 0 when it gave none.</summary>
    public required int Status { get; init; }

    public string? Error { get; init; }

    /// <summary>What went wrong, in words.</summary>
    public string? Detail { get; init; }

    public TokenCounts Usage { get; init; } = new();

    public bool Estimated { get; init; }

    public long? CostNanoDollars { get; init; }

    /// <summary>Which price the cost was made with; null with <see cref="CostNanoDollars"/>.</summary>
    public string? PriceVersion { get; init; }

    /// <summary>The arithmetic of the cost; empty where nothing was billed, or where that version of the price is no longer known.</summary>
    public IReadOnlyList<CostPart> CostParts { get; init; } = [];

    /// <summary>What the provider calls its answer, for its support and its bill; null where it did not say.</summary>
    public string? UpstreamId { get; init; }

    public double? TtfbMs { get; init; }

    public required double DurationMs { get; init; }

    /// <summary>From the request's arrival.</summary>
    public required double StartedAfterMs { get; init; }
}
