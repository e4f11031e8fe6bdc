namespace Weir.Catalog.Diff;

/// <summary>Says in words what changed from one catalogue to another.</summary>
public static class CatalogDiff
{
    /// <summary>Every change, by provider and model in ordinal order; empty for equal catalogues. Reads all models of both.</summary>
    public static IReadOnlyList<CatalogChange> Compare(IProviderCatalog before, IProviderCatalog after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var changes = new List<CatalogChange>();
        var ids = before.Providers.Concat(after.Providers).Select(provider => provider.Id).Distinct(StringComparer.Ordinal);
        foreach (var id in ids.Order(StringComparer.Ordinal))
        {
            changes.AddRange((before.TryGetProvider(id, out var old), after.TryGetProvider(id, out var now)) switch
            {
                (false, _) => [new(CatalogChangeKind.ProviderAdded, id, null, $"new provider {id} ({Models(now!)})")],
                (_, false) => [new(CatalogChangeKind.ProviderRemoved, id, null, $"provider {id} removed ({Models(old!)})")],
                _ => [.. ProviderDiff.Compare(old!, now!), .. CompareModels(old!, now!)],
            });
        }

        return changes;
    }

    private static string Models(CatalogProvider provider) => provider.Models.Count == 1 ? "1 model" : $"{provider.Models.Count} models";

    private static IEnumerable<CatalogChange> CompareModels(CatalogProvider before, CatalogProvider after)
    {
        foreach (var id in before.Models.Keys.Union(after.Models.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            if (!before.Models.TryGetValue(id, out var old))
            {
                yield return new(CatalogChangeKind.ModelAdded, after.Id, id, $"{after.Id}: new model {id} (price {PriceWords.Summary(after.Models[id].Price)})");
            }
            else if (!after.Models.TryGetValue(id, out var now))
            {
                yield return new(CatalogChangeKind.ModelRemoved, after.Id, id, $"{after.Id}: model {id} removed");
            }
            else
            {
                foreach (var change in ModelDiff.Compare(after.Id, old, now))
                {
                    yield return change;
                }
            }
        }
    }
}
