namespace Weir.Routing.Saved;

/// <summary>A chain that was set while running. Immutable.</summary>
public sealed record SavedChain
{
    /// <summary>Where such chains come from, for people.</summary>
    public const string Origin = "set while running";

    /// <summary>Unique among saved chains; a chain or an alias of weir.yaml with the same name goes before it.</summary>
    public required string Name { get; init; }

    /// <summary>A JSON object in the words of a chain of weir.yaml: <c>targets</c>, <c>strategy</c>, <c>retries</c>, ...; texts in it stand for themselves.</summary>
    public required string Settings { get; init; }

    public required DateTimeOffset SetAt { get; init; }

    /// <summary>Name of the admin key that set it.</summary>
    public required string SetBy { get; init; }
}
