using Weir.Routing.Configuration.Yaml;

namespace Weir.Routing.Configuration.Values;

/// <summary>A block whose keys are checked. What was wrong is reported, and absent here.</summary>
internal sealed class ConfigBlock(ConfigNode node)
{
    private readonly Dictionary<string, (object? Value, ConfigNode Node)> _values = new(StringComparer.Ordinal);

    public ConfigNode Node { get; } = node;

    /// <summary>True when the key is written, right or wrong.</summary>
    public bool Has(string key) => _values.ContainsKey(key);

    /// <summary>Where a key's value stands; the block itself when it isn't written.</summary>
    public ConfigNode At(string key) => _values.TryGetValue(key, out var entry) ? entry.Node : Node;

    public void Set(string key, object? value, ConfigNode node) => _values[key] = (value, node);

    public ScalarValue? Scalar(string key) => Get(key) as ScalarValue;

    public string? Text(string key) => Scalar(key)?.Text;

    public long? Integer(string key) => Get(key) as long?;

    public decimal? Number(string key) => Get(key) as decimal?;

    public bool? Flag(string key) => Get(key) as bool?;

    public TimeSpan? Duration(string key) => Get(key) as TimeSpan?;

    public Uri? Url(string key) => Get(key) as Uri;

    public ConfigBlock? Block(string key) => Get(key) as ConfigBlock;

    public IReadOnlyList<ConfigBlock> Blocks(string key) => Get(key) as IReadOnlyList<ConfigBlock> ?? [];

    public IReadOnlyList<ScalarValue> Scalars(string key) => Get(key) as IReadOnlyList<ScalarValue> ?? [];

    /// <summary>The texts of a list; null when it isn't written.</summary>
    public IReadOnlyList<string>? Texts(string key) => Get(key) is IReadOnlyList<ScalarValue> list ? [.. list.Select(static item => item.Text)] : null;

    /// <summary>The entries of a map of texts, each with the node of its key.</summary>
    public IReadOnlyList<(ConfigNode Key, ScalarValue Value)> Map(string key) => Get(key) as IReadOnlyList<(ConfigNode, ScalarValue)> ?? [];

    /// <summary>The whole numbers of a list; null when it isn't written.</summary>
    public IReadOnlyList<long>? IntegerList(string key) => Get(key) is IReadOnlyList<object> list ? [.. list.OfType<long>()] : null;

    /// <summary>The entries of a map of whole numbers, each with the node of its key.</summary>
    public IReadOnlyList<(ConfigNode Key, long Value)> Integers(string key) =>
        Get(key) is IReadOnlyList<(ConfigNode Key, object Value)> map ? [.. map.Select(static entry => (entry.Key, (long)entry.Value))] : [];

    /// <summary>The blocks of a map, each with the node of its name.</summary>
    public IReadOnlyList<(ConfigNode Key, ConfigBlock Value)> BlockMap(string key) => Get(key) as IReadOnlyList<(ConfigNode, ConfigBlock)> ?? [];

    private object? Get(string key) => _values.TryGetValue(key, out var entry) ? entry.Value : null;
}
