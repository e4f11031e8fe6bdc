using Weir.Catalog;
using Weir.Catalog.Overlays;

namespace Weir.Routing.Configuration.Building;

/// <summary>The catalogue with the file's own providers.</summary>
internal sealed class KnownProviders(IProviderCatalog catalog, IReadOnlyList<ProviderOverlay> overlays)
{
    public IEnumerable<string> Ids => catalog.Providers.Select(static provider => provider.Id).Concat(overlays.Select(static overlay => overlay.Id));

    /// <summary>The provider as the file leaves it; null when neither knows it.</summary>
    public CatalogProvider? Find(string id)
    {
        var provider = catalog.TryGetProvider(id, out var found) ? found : null;
        var overlay = overlays.FirstOrDefault(overlay => overlay.Id == id);
        return overlay is null ? provider : overlay.ApplyTo(provider);
    }
}
