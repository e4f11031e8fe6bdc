namespace Weir.Catalog.Overlays;

/// <summary>What weir.yaml says of a model, laid over the catalogue's. Null parts leave what is there; an unknown id makes a new model.</summary>
public sealed record ModelOverlay
{
    public required string Id { get; init; }

    public string? Name { get; init; }

    public string? Family { get; init; }

    public long? ContextLimit { get; init; }

    public long? InputLimit { get; init; }

    public long? OutputLimit { get; init; }

    public ModelPrice? Price { get; init; }

    public IReadOnlyList<string>? InputModalities { get; init; }

    public IReadOnlyList<string>? OutputModalities { get; init; }

    /// <summary>Capabilities to switch on.</summary>
    public ModelCapabilities With { get; init; }

    /// <summary>Capabilities to switch off.</summary>
    public ModelCapabilities Without { get; init; }

    public string? Status { get; init; }

    public string? Dialect { get; init; }

    public string? BaseUrl { get; init; }
}
