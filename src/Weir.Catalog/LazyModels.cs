using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Weir.Catalog;

/// <summary>A provider's models, made when first asked for, once, whichever thread asks. Counting them may need none of it.</summary>
internal sealed class LazyModels(Func<OrderedDictionary<string, CatalogModel>> make, int? count = null) : IReadOnlyDictionary<string, CatalogModel>
{
    private readonly Lazy<OrderedDictionary<string, CatalogModel>> _models = new(make);

    public bool IsRead => _models.IsValueCreated;

    public int Count => count ?? _models.Value.Count;

    public IEnumerable<string> Keys => _models.Value.Keys;

    public IEnumerable<CatalogModel> Values => _models.Value.Values;

    public CatalogModel this[string key] => _models.Value[key];

    public bool ContainsKey(string key) => _models.Value.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out CatalogModel value) => _models.Value.TryGetValue(key, out value);

    public IEnumerator<KeyValuePair<string, CatalogModel>> GetEnumerator() => _models.Value.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
