namespace Weir.Gateway.Admin;

/// <summary>A provider of the catalogue, and what this gateway makes of it.</summary>
public sealed record ProviderEntry
{
    /// <summary>Catalogue id.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>The wire dialect its own client speaks.</summary>
    public required string Dialect { get; init; }

    /// <summary>Variables that it reads, settings as well as keys.</summary>
    public IReadOnlyList<string> Variables { get; init; } = [];

    public IReadOnlyList<AuthMethodEntry> AuthMethods { get; init; } = [];

    /// <summary>The vendor's documentation.</summary>
    public string? Documentation { get; init; }

    /// <summary>How many models the catalogue knows of it.</summary>
    public int Models { get; init; }

    /// <summary>Names of the connections that use it.</summary>
    public IReadOnlyList<string> Connections { get; init; } = [];

    /// <summary>Where its key was found, e.g. <c>OPENAI_API_KEY</c>; null when nothing was.</summary>
    public string? Found { get; init; }

    /// <summary>True when Weir can send requests to it.</summary>
    public required bool Served { get; init; }

    /// <summary>Why not, in a sentence; null when served.</summary>
    public string? Reason { get; init; }
}

/// <summary>A way to sign in: <c>api</c>, <c>oauth</c>, ..., and its label in words.</summary>
public sealed record AuthMethodEntry(string Method, string Label);
