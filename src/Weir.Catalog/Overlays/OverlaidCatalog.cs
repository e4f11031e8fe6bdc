using System.Diagnostics.CodeAnalysis;

namespace Weir.Catalog.Overlays;

/// <summary>A catalogue with what weir.yaml says laid over it. Models stay unread until they are asked for.</summary>
public sealed class OverlaidCatalog : IProviderCatalog
{
    private readonly Dictionary<string, CatalogProvider> _byId;
    private readonly Lazy<CatalogInfo> _info;

    /// <param name="inner">What lies below.</param>
    /// <param name="overlays">Applied in this order; two for one provider add up.</param>
    public OverlaidCatalog(IProviderCatalog inner, IReadOnlyList<ProviderOverlay> overlays)
    {
        ArgumentNullException.ThrowIfNull(inner);
        ArgumentNullException.ThrowIfNull(overlays);
        _byId = inner.Providers.ToDictionary(provider => provider.Id, StringComparer.Ordinal);
        foreach (var overlay in overlays)
        {
            _byId[overlay.Id] = overlay.ApplyTo(_byId.GetValueOrDefault(overlay.Id));
        }

        Providers = [.. _byId.Values.OrderBy(provider => provider.Id, StringComparer.Ordinal)];
        _info = new(() => Count(inner, overlays));
    }

    /// <summary>As below, with counts that include what the overlays add.</summary>
    public CatalogInfo Info => _info.Value;

    public IReadOnlyList<CatalogProvider> Providers { get; }

    public bool TryGetProvider(string id, [NotNullWhen(true)] out CatalogProvider? provider) => _byId.TryGetValue(id, out provider);

    /// <summary>Only the providers laid over can have changed in number; the others' models need not be read.</summary>
    private CatalogInfo Count(IProviderCatalog inner, IReadOnlyList<ProviderOverlay> overlays)
    {
        var added = overlays.Select(overlay => overlay.Id).Distinct(StringComparer.Ordinal)
            .Sum(id => _byId[id].Models.Count - (inner.TryGetProvider(id, out var before) ? before.Models.Count : 0));
        return inner.Info with { ProviderCount = Providers.Count, ModelCount = inner.Info.ModelCount + added };
    }
}
