namespace Weir.Gateway.Admin;

/// <summary>A request of the ledger, without its attempts.</summary>
public record RequestEntry
{
    public required string Id { get; init; }

    public required DateTimeOffset Time { get; init; }

    /// <summary>Name of the client key; its id where the name is gone.</summary>
    public string? Key { get; init; }

    public string? User { get; init; }

    /// <summary>The key's team when the request came in.</summary>
    public string? Team { get; init; }

    public string? Connection { get; init; }

    public string? Provider { get; init; }

    public string? ModelAsked { get; init; }

    public string? ModelAnswered { get; init; }

    public required string Dialect { get; init; }

    public required string Operation { get; init; }

    public bool Streamed { get; init; }

    /// <summary>What the client got; 499 when it hung up.</summary>
    public required int Status { get; init; }

    /// <summary>An error code of the data plane; null when it went well.</summary>
    public string? Error { get; init; }

    /// <summary>What can be done about the error, in a sentence; null when it went well or the client hung up.</summary>
    public string? ErrorAction { get; init; }

    public TokenCounts Usage { get; init; } = new();

    /// <summary>True when <see cref="Usage"/> is Weir's estimate.</summary>
    public bool Estimated { get; init; }

    /// <summary>Billionths of a US dollar; null when the model has no known price.</summary>
    public long? CostNanoDollars { get; init; }

    public decimal? CostUsd => CostNanoDollars / 1_000_000_000m;

    /// <summary>What caches saved against the full price, in billionths of a US dollar; below zero where a cache write cost more, null when not known.</summary>
    public long? SavedNanoDollars { get; init; }

    public decimal? SavedUsd => SavedNanoDollars / 1_000_000_000m;

    public string? PriceVersion { get; init; }

    /// <summary>From arrival to the first byte of the answer's body; null when there was none.</summary>
    public double? TtfbMs { get; init; }

    public required double DurationMs { get; init; }

    public string? Tags { get; init; }

    public string? RunId { get; init; }

    /// <summary><c>cache</c> when the answer came out of the response cache; null otherwise.</summary>
    public string? AnsweredBy { get; init; }

    /// <summary>How many targets were tried.</summary>
    public int AttemptCount { get; init; }
}
