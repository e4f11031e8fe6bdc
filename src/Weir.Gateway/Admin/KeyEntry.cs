namespace Weir.Gateway.Admin;

/// <summary>A key as it may be shown: without the key.</summary>
public record KeyEntry
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>The first characters of the key.</summary>
    public required string Prefix { get; init; }

    public bool Admin { get; init; }

    /// <summary>True refuses requests of which the target can't express everything.</summary>
    public bool Strict { get; init; }

    public string? User { get; init; }

    /// <summary>The team that its usage is on account of: its own, or else its user's; null for none.</summary>
    public string? Team { get; init; }

    /// <summary>Models it may ask for; empty = all.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary><c>active</c>, <c>expired</c>, <c>revoked</c>, or <c>disabled</c> with its user.</summary>
    public required string State { get; init; }

    /// <summary>Null for a key that comes from a variable.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }
}
