namespace Weir.Gateway.Admin;

/// <summary>A configured or found use of a provider.</summary>
public sealed record ConnectionEntry
{
    public required string Name { get; init; }

    /// <summary>Catalogue id.</summary>
    public required string Provider { get; init; }

    public required string Dialect { get; init; }

    /// <summary>Where it comes from: <c>weir.yaml:3</c>, <c>environment</c>, <c>built in</c>.</summary>
    public required string Origin { get; init; }

    /// <summary>Where its key comes from, in words; null when it has none.</summary>
    public string? KeySource { get; init; }

    /// <summary>First and last characters of the key, never more; null when it has none.</summary>
    public string? MaskedKey { get; init; }

    /// <summary>Null for the simulator.</summary>
    public string? BaseUrl { get; init; }

    public required bool Served { get; init; }

    /// <summary>Why it isn't served, in a sentence; null when it is.</summary>
    public string? Reason { get; init; }

    /// <summary>How many models it offers.</summary>
    public int Models { get; init; }
}
