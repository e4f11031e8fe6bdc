namespace Weir.Catalog.Overlays;

/// <summary>What weir.yaml says of a provider, laid over the snapshot's. Null parts leave what is there; an unknown id makes a new provider.</summary>
public sealed record ProviderOverlay
{
    public required string Id { get; init; }

    public string? Name { get; init; }

    public IReadOnlyList<string>? Variables { get; init; }

    public IReadOnlyList<string>? KeyVariables { get; init; }

    public string? BaseUrl { get; init; }

    public string? Dialect { get; init; }

    public string? KeyPlacement { get; init; }

    public string? Documentation { get; init; }

    public IReadOnlyList<ModelOverlay> Models { get; init; } = [];
}
