namespace Weir.Metering.Quotas;

/// <summary>One limit or amount that an upstream told of. Immutable.</summary>
public sealed record QuotaWindow
{
    /// <summary>Which: <c>5h</c>, <c>7d</c>, <c>requests</c>, <c>cost</c>, ...; unique within a connection.</summary>
    public required string Name { get; init; }

    /// <summary>What the figures mean.</summary>
    public QuotaMeaning Meaning { get; init; } = QuotaMeaning.RateLimit;

    /// <summary>Used share, 0 to 1, more when overdrawn; null = not told.</summary>
    public double? Used { get; init; }

    /// <summary>What is used, in <see cref="Unit"/>; null = not told.</summary>
    public decimal? Spent { get; init; }

    /// <summary>What is left, in <see cref="Unit"/>; negative when overdrawn; null = not told.</summary>
    public decimal? Remaining { get; init; }

    /// <summary>All of it, in <see cref="Unit"/>; null = not told, or none.</summary>
    public decimal? Limit { get; init; }

    /// <summary>Unit of the amounts: a currency (<c>USD</c>), <c>tokens</c>, <c>requests</c>, ...; null = not told.</summary>
    public string? Unit { get; init; }

    /// <summary>How long the window is; null = not told.</summary>
    public TimeSpan? Length { get; init; }

    /// <summary>When it is full again; null = not told.</summary>
    public DateTimeOffset? ResetsAt { get; init; }

    /// <summary>True when <see cref="ResetsAt"/> is only the next moment at which some of it comes back.</summary>
    public bool IsRolling { get; init; }

    /// <summary>When the upstream said so.</summary>
    public required DateTimeOffset SeenAt { get; init; }

    /// <summary>False when it limits a part of the connection only, such as one model.</summary>
    public bool CoversAll { get; init; } = true;

    /// <summary>True when nothing is left of something that all requests of the connection need. What is not told is never used up, nor is a limit on speed, which answers tell by themselves.</summary>
    public bool IsUsedUp => CoversAll
        && Meaning is QuotaMeaning.Window or QuotaMeaning.Allowance or QuotaMeaning.Budget or QuotaMeaning.Balance
        && (Remaining is { } left ? left <= 0 : Used >= 1);
}
