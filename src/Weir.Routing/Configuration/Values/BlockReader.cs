using Weir.Routing.Configuration.Keys;
using Weir.Routing.Configuration.Yaml;
using Weir.Routing.Names;

namespace Weir.Routing.Configuration.Values;

/// <summary>Checks nodes against the table of keys and turns them into values.</summary>
internal sealed class BlockReader(LoadContext context)
{
    private readonly ScalarReader _scalars = new(context);

    /// <summary>The block; null when the node is none (then there is a problem).</summary>
    public ConfigBlock? Read(ConfigNode node, KeyBlock keys)
    {
        if (node.Kind == NodeKind.Scalar && !node.IsNull && keys.ShortFor is { } only)
        {
            var shorthand = new ConfigBlock(node);
            shorthand.Set(only, _scalars.Read(node, keys.Find(only)!), node);
            return shorthand;
        }

        if (!Expect(node, NodeKind.Mapping, "a mapping of keys"))
        {
            return null;
        }

        var block = new ConfigBlock(node);
        foreach (var (key, value) in node.Entries)
        {
            if (keys.Find(key.Text) is { } rule)
            {
                block.Set(key.Text, Value(value, rule), value);
            }
            else
            {
                Unknown(key, keys);
            }
        }

        foreach (var missing in keys.Keys.Where(rule => rule.Required && !block.Has(rule.Name)))
        {
            context.Problems.Error(node, $"the key '{missing.Name}' is missing.", missing.Description);
        }

        return block;
    }

    private object? Value(ConfigNode node, KeyRule rule) => rule.Kind switch
    {
        ValueKind.Block => node.IsNull ? null : Read(node, rule.Block!),
        ValueKind.BlockList => List(node, item => Read(item, rule.Block!)),
        ValueKind.TextList => List(node, item => _scalars.Read(item, rule with { Kind = ValueKind.Text }) as ScalarValue),
        ValueKind.IntegerList => List(node, item => _scalars.Read(item, rule with { Kind = ValueKind.Integer })),
        ValueKind.BlockMap => Map(node, item => Read(item, rule.Block!)),
        ValueKind.TextMap => Map(node, item => _scalars.Read(item, rule with { Kind = ValueKind.Text }) as ScalarValue),
        ValueKind.IntegerMap => Map<object>(node, item => _scalars.Read(item, rule with { Kind = ValueKind.Integer })),
        _ => _scalars.Read(node, rule),
    };

    private IReadOnlyList<T>? List<T>(ConfigNode node, Func<ConfigNode, T?> read)
        where T : class
    {
        if (node.IsNull || !Expect(node, NodeKind.List, "a list"))
        {
            return null;
        }

        return [.. node.Items.Select(read).OfType<T>()];
    }

    private IReadOnlyList<(ConfigNode, T)>? Map<T>(ConfigNode node, Func<ConfigNode, T?> read)
        where T : class
    {
        if (node.IsNull || !Expect(node, NodeKind.Mapping, "a mapping of names"))
        {
            return null;
        }

        return [.. node.Entries.Select(entry => (entry.Key, Value: read(entry.Value))).Where(static entry => entry.Value is not null).Select(static entry => (entry.Key, entry.Value!))];
    }

    private bool Expect(ConfigNode node, NodeKind kind, string wanted)
    {
        if (node.Kind != kind && node.Kind != NodeKind.Refused)
        {
            var found = node.Kind switch
            {
                NodeKind.List => "a list",
                NodeKind.Mapping => "a mapping",
                _ when node.IsNull => "nothing",
                _ => "a single value",
            };
            context.Problems.Error(node, $"takes {wanted}, not {found}.", kind == NodeKind.List ? "Write [a, b], or one '- ' line for each." : "Write {key: value}, or one 'key: value' line for each.");
        }

        return node.Kind == kind;
    }

    private void Unknown(ConfigNode key, KeyBlock keys)
    {
        var names = keys.Keys.Select(static rule => rule.Name).ToArray();
        var near = NearestName.Find(key.Text, names);
        context.Problems.Error(key, $"unknown key {Quote.Of(key.Text)}.", near is null ? $"Known here: {string.Join(", ", names)}." : $"Did you mean '{near}'?");
    }
}
