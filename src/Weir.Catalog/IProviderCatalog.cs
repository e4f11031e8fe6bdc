using System.Diagnostics.CodeAnalysis;

namespace Weir.Catalog;

/// <summary>Providers and models as data: the shipped snapshot, or the snapshot with overlays from weir.yaml.</summary>
public interface IProviderCatalog
{
    /// <summary>Where the data came from and how old it is.</summary>
    CatalogInfo Info { get; }

    /// <summary>Every provider, by id in ordinal order. Their models are read when first asked for.</summary>
    IReadOnlyList<CatalogProvider> Providers { get; }

    bool TryGetProvider(string id, [NotNullWhen(true)] out CatalogProvider? provider);
}

/// <summary>What a catalogue was made from.</summary>
/// <param name="Date">Date of the newest entry in the data.</param>
/// <param name="Source">Where the data came from, in words.</param>
/// <param name="ProviderCount">Providers in it.</param>
/// <param name="ModelCount">Models in it, modes included.</param>
public sealed record CatalogInfo(DateOnly Date, string Source, int ProviderCount, int ModelCount);
