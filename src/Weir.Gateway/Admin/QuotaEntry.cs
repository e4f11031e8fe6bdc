using Weir.Gateway.Admin.Usage;

namespace Weir.Gateway.Admin;

/// <summary>One limit that an upstream told of, and what Weir itself used within it.</summary>
public sealed record QuotaEntry
{
    public required string Connection { get; init; }

    /// <summary>Which: <c>5h</c>, <c>7d</c>, <c>requests</c>, <c>tokens</c>, ...</summary>
    public required string Window { get; init; }

    /// <summary>Used share, 0 to 1, more when overdrawn; null = not told.</summary>
    public double? Used { get; init; }

    /// <summary>What is left, in the window's own unit; null = not told.</summary>
    public decimal? Remaining { get; init; }

    /// <summary>All of it, in the window's own unit; null = not told.</summary>
    public decimal? Limit { get; init; }

    /// <summary>When it is full again; null = not told.</summary>
    public DateTimeOffset? ResetsAt { get; init; }

    /// <summary>When the upstream said so.</summary>
    public required DateTimeOffset SeenAt { get; init; }

    /// <summary>What Weir's ledger has for the connection since the window began; null where its beginning is not known.</summary>
    public UsageSums? Own { get; init; }
}
