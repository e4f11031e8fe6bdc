using Weir.Catalog;
using Weir.Routing.Configuration;
using Weir.Routing.Overrides;
using Weir.Routing.Targets;

namespace Weir.Routing.Snapshots;

/// <summary>Config, catalogue and what was found on the machine, folded into one immutable whole that is swapped atomically.</summary>
public sealed record RoutingSnapshot
{
    /// <summary>1 at start, one more with every swap.</summary>
    public required long Version { get; init; }

    public required IProviderCatalog Catalog { get; init; }

    /// <summary>The configuration it was built from.</summary>
    public required WeirConfig Config { get; init; }

    /// <summary>In the order of the config file, then those found in the environment, then the simulator.</summary>
    public required IReadOnlyList<Connection> Connections { get; init; }

    /// <summary>Short name -> <c>connection/model</c>.</summary>
    public required IReadOnlyDictionary<string, string> Aliases { get; init; }

    /// <summary>Those of the file in its order, then those that were set while running, by name.</summary>
    public IReadOnlyList<ChainConfig> Chains { get; init; } = [];

    public required ModelIndex Models { get; init; }

    /// <summary>What was chosen while running.</summary>
    public OverrideSet Overrides { get; init; } = OverrideSet.Empty;

    /// <summary>The snapshot as it would be with a chain in the place of one of the same name: to think about, not to run.</summary>
    public RoutingSnapshot With(ChainConfig draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        IReadOnlyList<ChainConfig> chains = [.. Chains.Where(chain => chain.Name != draft.Name), draft];
        return this with { Chains = chains, Models = Models.With(chains) };
    }

    public Connection? FindConnection(string name)
    {
        foreach (var connection in Connections)
        {
            if (string.Equals(connection.Name, name, StringComparison.Ordinal))
            {
                return connection;
            }
        }

        return null;
    }
}
