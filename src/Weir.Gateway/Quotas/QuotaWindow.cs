namespace Weir.Gateway.Quotas;

/// <summary>One limit that an upstream told of in the headers of an answer. Immutable.</summary>
public sealed record QuotaWindow
{
    /// <summary>Which: <c>5h</c>, <c>7d</c>, <c>requests</c>, <c>input-tokens</c>, ...; unique within a connection.</summary>
    public required string Name { get; init; }

    /// <summary>Used share, 0 to 1, more when overdrawn; null = not told.</summary>
    public double? Used { get; init; }

    /// <summary>What is left, in the window's own unit; null = not told.</summary>
    public decimal? Remaining { get; init; }

    /// <summary>All of it, in the window's own unit; null = not told.</summary>
    public decimal? Limit { get; init; }

    /// <summary>How long the window is; null = not told.</summary>
    public TimeSpan? Length { get; init; }

    /// <summary>When it is full again; null = not told.</summary>
    public DateTimeOffset? ResetsAt { get; init; }

    /// <summary>When the upstream said so.</summary>
    public required DateTimeOffset SeenAt { get; init; }
}
