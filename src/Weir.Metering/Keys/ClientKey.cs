namespace Weir.Metering.Keys;

/// <summary>A virtual key that a client presents. The key itself is never kept: only its hash is, and a prefix for display.</summary>
public sealed record ClientKey
{
    /// <summary><c>key_</c> and 16 characters; what the ledger names.</summary>
    public required string Id { get; init; }

    /// <summary>The name its owner gave it; unique among keys that are not revoked.</summary>
    public required string Name { get; init; }

    /// <summary>The first characters of the key, for display, e.g. <c>weir-3fQx</c>.</summary>
    public required string Prefix { get; init; }

    /// <summary>True for admin keys, which open the admin API and nothing else; false for client keys, which open the data plane and nothing else.</summary>
    public bool IsAdmin { get; init; }

    /// <summary>True refuses requests of which the target can't express everything; false leaves out what it can't.</summary>
    public bool IsStrict { get; init; }

    public string? User { get; init; }

    /// <summary>The team that its requests are on account of: its own, or else its user's; null for none.</summary>
    public string? Team { get; init; }

    /// <summary>The team that the key was made for; null = whatever team its user is in.</summary>
    public string? OwnTeam { get; init; }

    /// <summary>True while the user is disabled.</summary>
    public bool IsUserDisabled { get; init; }

    /// <summary>
    /// Models the key may ask for; empty = all. An entry is a model as a client names it, <c>connection/*</c>, or a prefix ending in <c>*</c>.
    /// </summary>
    public IReadOnlyList<string> AllowedModels { get; init; } = [];

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Id of the key that a rotation made in this one's place; null for a key that was not rotated.</summary>
    public string? ReplacedBy { get; init; }
}
