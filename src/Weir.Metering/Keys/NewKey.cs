namespace Weir.Metering.Keys;

/// <summary>What a key shall be.</summary>
public sealed record NewKey
{
    /// <summary>1 to 64 letters, digits and <c>. _ - @</c>, beginning with a letter or digit.</summary>
    public required string Name { get; init; }

    public bool IsAdmin { get; init; }

    /// <summary>As <see cref="ClientKey.IsStrict"/>.</summary>
    public bool IsStrict { get; init; }

    public string? User { get; init; }

    /// <summary>As <see cref="ClientKey.Team"/>.</summary>
    public string? Team { get; init; }

    /// <summary>As <see cref="ClientKey.AllowedModels"/>.</summary>
    public IReadOnlyList<string> AllowedModels { get; init; } = [];

    /// <summary>When the key ends; null = never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}
