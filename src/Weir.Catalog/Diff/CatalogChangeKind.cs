namespace Weir.Catalog.Diff;

public enum CatalogChangeKind
{
    Unknown = 0,
    ProviderAdded,
    ProviderRemoved,
    ProviderChanged,
    ModelAdded,
    ModelRemoved,
    ModelChanged,

    /// <summary>A price became known, unknown, or another one.</summary>
    PriceChanged,
}
