namespace Weir.Routing.Announced;

/// <summary>A provider that a host announces, as a saved connection would be made of it. Immutable.</summary>
public sealed record AnnouncedProvider
{
    /// <summary>The id that the host gives it.</summary>
    public required string Id { get; init; }

    /// <summary>Name for people.</summary>
    public required string Name { get; init; }

    /// <summary>Catalogue id that its connection is of.</summary>
    public string Provider { get; init; } = "";

    /// <summary>Where requests go; null = the catalogue's address.</summary>
    public Uri? BaseUrl { get; init; }

    /// <summary>How many models are announced; 0 = the catalogue's list, or whatever the server knows.</summary>
    public int Models { get; init; }

    /// <summary>A JSON object in weir.yaml's words.</summary>
    public string Settings { get; init; } = "{}";

    /// <summary>How the token travels, one of <see cref="Catalog.KeyPlacements"/>; null = as the provider's keys do.</summary>
    public string? Placement { get; init; }

    /// <summary>Headers that carry the token instead, with <see cref="Credentials.Discovery.WellKnownFacts.TokenPlace"/> in its place.</summary>
    public IReadOnlyDictionary<string, string> TokenHeaders { get; init; } = new Dictionary<string, string>();

    /// <summary>Why no connection is made of it, in a sentence; null when one is.</summary>
    public string? LeftOut { get; init; }
}
