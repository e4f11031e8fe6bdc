namespace Weir.Routing.Local;

/// <summary>A model server that answered.</summary>
public sealed record LocalServer
{
    /// <summary>Scheme, host and port.</summary>
    public required Uri Origin { get; init; }

    public required LocalServerKind Kind { get; init; }

    /// <summary>Its version, as it says; null when it doesn't.</summary>
    public string? Version { get; init; }

    /// <summary>In the server's order.</summary>
    public IReadOnlyList<LocalModel> Models { get; init; } = [];

    /// <summary>True when requests go the same ways with both: what is in memory changes all the time and changes no way.</summary>
    public bool RoutesLike(LocalServer? other) =>
        other is not null && Origin == other.Origin && Kind == other.Kind && Models.Select(Lasting).SequenceEqual(other.Models.Select(Lasting));

    private static LocalModel Lasting(LocalModel model) => model with { IsLoaded = null };
}
