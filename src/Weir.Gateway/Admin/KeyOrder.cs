namespace Weir.Gateway.Admin;

/// <summary>What a new key shall be.</summary>
public sealed record KeyOrder
{
    /// <summary>Unique among keys that are not revoked.</summary>
    public required string Name { get; init; }

    public string? User { get; init; }

    /// <summary>The team that its usage is on account of; null for none.</summary>
    public string? Team { get; init; }

    /// <summary>Models it may ask for: names, <c>connection/*</c>, prefixes ending in <c>*</c>; empty = all.</summary>
    public IReadOnlyList<string> Models { get; init => field = value ?? []; } = [];

    /// <summary>Null = never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>True for a key of the admin API, which opens nothing else.</summary>
    public bool Admin { get; init; }

    /// <summary>True refuses requests of which the target can't express everything, instead of leaving out what it can't.</summary>
    public bool Strict { get; init; }
}
