using Weir.Routing.Configuration.Values;
using Weir.Routing.Configuration.Yaml;
using Weir.Routing.Names;

namespace Weir.Routing.Configuration.Building;

/// <summary>Checks that <c>connection/model</c> names something: a connection of the file, or a provider (its key may be in the environment).</summary>
internal sealed class TargetNames(ProblemList problems, IEnumerable<string> connections, KnownProviders known)
{
    private readonly HashSet<string> _connections = new(connections, StringComparer.Ordinal);

    public void CheckTarget(ScalarValue target, IReadOnlyCollection<string> aliases)
    {
        var slash = target.Text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 && aliases.Contains(target.Text))
        {
            return;
        }

        if (slash <= 0 || slash == target.Text.Length - 1 || target.Text.Any(char.IsWhiteSpace))
        {
            problems.Error(target.Node, $"{target.Shown} is not connection/model.", Meant(target.Text, aliases) ?? "Write it like my-openai/gpt-4o-mini.");
            return;
        }

        var connection = target.Text[..slash];
        if (!_connections.Contains(connection) && known.Find(connection) is null)
        {
            problems.Error(
                target.Node,
                $"no connection or provider is named {(target.Source is null ? Quote.Of(connection) : "in " + target.Shown)}.",
                Meant(connection, _connections) ?? Meant(connection, known.Ids) ?? (_connections.Count > 0 ? $"Connections here: {Quote.Any(_connections)}." : "Name it under 'providers'."));
        }
    }

    public void CheckChains(IReadOnlyList<(ConfigNode Key, ConfigBlock Value)> chains, IReadOnlyDictionary<string, string> aliases)
    {
        foreach (var (key, chain) in chains)
        {
            NameRule.Check(key.Text, Quote.Of(key.Text), key, problems);
            if (aliases.ContainsKey(key.Text))
            {
                problems.Error(key, $"{Quote.Of(key.Text)} is an alias as well.", "Give one of them another name.");
            }

            if (chain.At("targets") is { Kind: NodeKind.List, Items.Count: 0 } empty)
            {
                problems.Error(empty, "a chain needs a target.", "Write targets like [my-openai/gpt-4o, lab/qwen3-coder].");
            }

            foreach (var target in chain.Scalars("targets"))
            {
                CheckTarget(target, [.. aliases.Keys]);
            }
        }
    }

    private static string? Meant(string wanted, IEnumerable<string> names) => NearestName.Find(wanted, names) is { } near ? $"Did you mean '{near}'?" : null;
}
