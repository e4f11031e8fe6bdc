using Weir.Gateway.Admin.Usage;

namespace Weir.Gateway.Admin;

/// <summary>One limit or amount that an upstream told of, and what Weir itself used within it. A connection that could tell none has one entry without a window, which says why.</summary>
public sealed record QuotaEntry
{
    public required string Connection { get; init; }

    /// <summary>Which: <c>5h</c>, <c>7d</c>, <c>requests</c>, <c>cost</c>, ...; null where nothing was told.</summary>
    public string? Window { get; init; }

    /// <summary>What the figures mean: <c>rate_limit</c>, <c>window</c>, <c>allowance</c>, <c>budget</c>, <c>balance</c> or <c>spend</c>; null where nothing was told.</summary>
    public string? Meaning { get; init; }

    /// <summary>Used share, 0 to 1, more when overdrawn; null = not told.</summary>
    public double? Used { get; init; }

    /// <summary>What is used, in <see cref="Unit"/>; null = not told.</summary>
    public decimal? Spent { get; init; }

    /// <summary>What is left, in <see cref="Unit"/>; null = not told.</summary>
    public decimal? Remaining { get; init; }

    /// <summary>All of it, in <see cref="Unit"/>; null = not told, or none.</summary>
    public decimal? Limit { get; init; }

    /// <summary>Unit of the amounts: a currency such as <c>USD</c>, <c>tokens</c>, ...; null = not told.</summary>
    public string? Unit { get; init; }

    /// <summary>When it is full again; null = not told.</summary>
    public DateTimeOffset? ResetsAt { get; init; }

    /// <summary>When the upstream said so; null where nothing was told.</summary>
    public DateTimeOffset? SeenAt { get; init; }

    /// <summary>Seconds since then.</summary>
    public long? AgeSeconds { get; init; }

    /// <summary>Where the credential it was asked with comes from, e.g. <c>OPENROUTER_API_KEY (environment)</c>.</summary>
    public string? Credential { get; init; }

    /// <summary>Why it could not be read when it was asked last, or is not asked, in a sentence; null when all is well.</summary>
    public string? Error { get; init; }

    /// <summary>Until when the connection gets no requests, as nothing is left; null when it gets some.</summary>
    public DateTimeOffset? WithheldUntil { get; init; }

    /// <summary>What Weir's ledger has for the connection since the window began; null where its beginning is not known.</summary>
    public UsageSums? Own { get; init; }
}
