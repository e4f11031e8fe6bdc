using Weir.Catalog;

namespace Weir.Routing.Local;

/// <summary>A model as a local server tells of it. Equal when all that it tells is.</summary>
public sealed record LocalModel
{
    private static readonly ModelPrice Free = new(new TokenRates(0, 0), []);
    private static readonly string[] WithImages = ["text", "image"];

    public required string Id { get; init; }

    /// <summary>Context window in tokens; 0 = unknown.</summary>
    public long ContextLimit { get; init; }

    /// <summary>What it can do; null when the server doesn't tell.</summary>
    public ModelCapabilities? Capabilities { get; init; }

    public bool SeesImages { get; init; }

    /// <summary>True for a model that makes embeddings and doesn't talk.</summary>
    public bool Embeds { get; init; }

    /// <summary>Whether it is in memory; null when the server doesn't tell.</summary>
    public bool? IsLoaded { get; init; }

    /// <summary>As the catalogue would have it.</summary>
    /// <param name="isFree">True for a price of zero, false for an unknown one.</param>
    public CatalogModel ToCatalog(bool isFree) => new()
    {
        Id = Id,
        Name = Id,
        ContextLimit = ContextLimit,
        Price = isFree ? Free : null,
        InputModalities = SeesImages ? WithImages : CatalogModel.TextOnly,
        OutputModalities = Embeds ? [] : CatalogModel.TextOnly,
        Capabilities = Embeds ? ModelCapabilities.None : (Capabilities ?? ModelCapabilities.ToolCall) | ModelCapabilities.Temperature,
    };
}
