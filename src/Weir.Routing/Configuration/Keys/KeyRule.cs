namespace Weir.Routing.Configuration.Keys;

/// <summary>One key: the checks, the schema and the reference are made from it.</summary>
internal sealed record KeyRule(string Name, ValueKind Kind, string Description)
{
    /// <summary>Values it takes, of each item for a list; null = any.</summary>
    public IReadOnlyList<string>? Allowed { get; init; }

    /// <summary>Smallest value, for numbers; seconds for durations.</summary>
    public decimal? Min { get; init; }

    /// <summary>Largest value, for numbers; seconds for durations.</summary>
    public decimal? Max { get; init; }

    public bool Required { get; init; }

    /// <summary>True when the value may be <c>{keychain: NAME}</c>.</summary>
    public bool TakesKeychain { get; init; }

    /// <summary>True when a <c>${VAR}</c> whose variable isn't set stays, for whoever uses the text to fill.</summary>
    public bool KeepsUnset { get; init; }

    /// <summary>The keys inside, for blocks and lists and maps of them.</summary>
    public KeyBlock? Block { get; init; }
}
