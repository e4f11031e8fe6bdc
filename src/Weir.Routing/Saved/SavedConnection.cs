namespace Weir.Routing.Saved;

/// <summary>A connection that was added while running. Immutable.</summary>
public sealed record SavedConnection
{
    /// <summary>Where such connections come from, for people.</summary>
    public const string Origin = "added while running";

    /// <summary>Unique among saved connections; a block of weir.yaml with the same name goes before it.</summary>
    public required string Name { get; init; }

    /// <summary>Catalogue id.</summary>
    public required string Provider { get; init; }

    /// <summary>Null: whichever there is a credential for.</summary>
    public string? AuthMethod { get; init; }

    /// <summary>Null: the provider's.</summary>
    public Uri? BaseUrl { get; init; }

    /// <summary>Values for <c>${VAR}</c> in addresses, before the environment's.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>False switches it off; a connection of that name that the environment would make, too.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>A JSON object in the words of a block of weir.yaml: <c>models</c>, <c>headers</c>, <c>dialect</c>, ...; texts in it stand for themselves.</summary>
    public string Settings { get; init; } = "{}";
}
