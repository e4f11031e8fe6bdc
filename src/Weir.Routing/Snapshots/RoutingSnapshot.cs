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

    public required ModelIndex Models { get; init; }

    /// <summary>What was chosen while running.</summary>
    public OverrideSet Overrides { get; init; } = OverrideSet.Empty;

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
