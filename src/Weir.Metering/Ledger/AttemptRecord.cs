using Weir.Dialects.Errors;
using Weir.Dialects.Usage;
using Weir.Metering.Prices;

namespace Weir.Metering.Ledger;

/// <summary>One try of one target within a request. A refused, cut or fallen-back attempt has its own row and its own cost.</summary>
public sealed record AttemptRecord
{
    public required string Connection { get; init; }

    public required string Model { get; init; }

    /// <summary>From the request's arrival to the start of this attempt.</summary>
    public required TimeSpan StartedAfter { get; init; }

    public TimeSpan? TimeToFirstByte { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <summary>The upstream's HTTP status; 0 when it gave none.</summary>
    public int Status { get; init; }

    public ErrorKind Error { get; init; }

    /// <summary>What happened, for <c>weir explain</c>; no bodies, no secrets.</summary>
    public string? Detail { get; init; }

    public TokenUsage Usage { get; init; }

    public bool Estimated { get; init; }

    public NanoDollars? Cost { get; init; }

    public string? PriceVersion { get; init; }

    /// <summary>What the upstream calls its answer, for its support and its bill; null where it did not say.</summary>
    public string? UpstreamId { get; init; }
}
