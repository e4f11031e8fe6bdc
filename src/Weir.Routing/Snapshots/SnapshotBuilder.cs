using Weir.Catalog;
using Weir.Catalog.Overlays;
using Weir.Credentials;
using Weir.Metering.Budgets;
using Weir.Metering.Prices;
using Weir.Routing.Configuration;
using Weir.Routing.Local;
using Weir.Routing.Saved;

namespace Weir.Routing.Snapshots;

/// <summary>Folds config, catalogue and environment into one snapshot. Pure.</summary>
public sealed class SnapshotBuilder(IProviderCatalog shipped, Func<string, string?> environment, AuthMethods? auth = null)
{
    /// <summary>The built-in simulator's name and type.</summary>
    public const string Simulator = "simulator";

    /// <summary>Builds the snapshot of a checked configuration and of what was added while running.</summary>
    /// <param name="config">weir.yaml.</param>
    /// <param name="version">The snapshot's number.</param>
    /// <param name="saved">Connections that were added while running.</param>
    /// <param name="local">Model servers that were found.</param>
    /// <param name="savedChains">Chains that were set while running; the file's of the same name go before them.</param>
    public RoutingSnapshot Build(WeirConfig config, long version, IReadOnlyList<SavedConnection>? saved = null, IReadOnlyList<LocalServer>? local = null, IReadOnlyList<SavedChain>? savedChains = null)
    {
        ArgumentNullException.ThrowIfNull(config);
        var catalog = config.Catalog.Count == 0 ? shipped : new OverlaidCatalog(shipped, config.Catalog);
        var factory = new ConnectionFactory(catalog, auth ?? AuthMethods.KeysOnly, environment, config.Credentials.AllowsOpenCode);
        var declared = config.Connections.Select(static block => block.Name).ToHashSet(StringComparer.Ordinal);
        var blocks = config.Connections.Concat((saved ?? []).Where(added => !declared.Contains(added.Name)).Select(added => SavedBlock.Build(added, catalog))).ToList();
        var connections = blocks.Where(static block => block.Enabled).Select(factory.FromConfig).ToList();
        var configured = blocks.Select(static block => block.Type).ToHashSet(StringComparer.Ordinal);
        var names = blocks.Select(static block => block.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var provider in catalog.Providers)
        {
            if (!configured.Contains(provider.Id) && !names.Contains(provider.Id) && factory.FromEnvironment(provider) is { } found)
            {
                connections.Add(found);
            }
        }

        var servers = new LocalConnections(catalog, config.Local.Enabled ? local ?? [] : []);
        connections = [.. servers.WithLists(connections)];
        connections.AddRange([.. servers.Others(connections, blocks)]);
        if (!configured.Contains(Simulator) && !names.Contains(Simulator))
        {
            connections.Add(factory.BuiltInSimulator());
        }

        if (config.PriceOverrides.Count > 0)
        {
            connections = [.. connections.Select(connection => connection with { Prices = PricesOf(connection.Name, config.PriceOverrides) })];
        }

        var chains = Chains(config, savedChains ?? [], catalog);
        return new RoutingSnapshot
        {
            Version = version,
            Catalog = catalog,
            Config = config,
            Connections = connections,
            Aliases = config.Aliases,
            Chains = chains,
            Models = new ModelIndex(connections, config, chains, environment),
        };
    }

    private static List<PriceOverride> PricesOf(string connection, IReadOnlyList<PriceOverride> overrides) =>
    [
        .. overrides.Where(entry => entry.On.Kind == SubjectKind.Connection ? entry.On.Name == connection : entry.On.Name.StartsWith(connection + "/", StringComparison.Ordinal)),
    ];

    /// <summary>A name that the file took later is the file's: what was saved under it waits until it is free again.</summary>
    private static IReadOnlyList<ChainConfig> Chains(WeirConfig config, IReadOnlyList<SavedChain> saved, IProviderCatalog catalog)
    {
        if (saved.Count == 0)
        {
            return config.Chains;
        }

        var taken = config.Chains.Select(static chain => chain.Name).Concat(config.Aliases.Keys).ToHashSet(StringComparer.Ordinal);
        return [.. config.Chains, .. saved.Where(chain => !taken.Contains(chain.Name)).Select(chain => SavedChainBlock.Build(chain, catalog)).OfType<ChainConfig>()];
    }
}
