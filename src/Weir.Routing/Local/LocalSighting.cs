namespace Weir.Routing.Local;

/// <summary>How the latest looks at an address went.</summary>
public sealed record LocalSighting
{
    /// <summary>What answered last; null when nothing did, or when it is given up.</summary>
    public LocalServer? Server { get; init; }

    /// <summary>When it was last looked at.</summary>
    public required DateTimeOffset CheckedAt { get; init; }

    /// <summary>When it last answered; null = never.</summary>
    public DateTimeOffset? SeenAt { get; init; }

    /// <summary>What went wrong at the latest look, in a sentence; null when it answered.</summary>
    public string? Problem { get; init; }

    /// <summary>Looks in a row that failed.</summary>
    public int Failures { get; init; }
}
