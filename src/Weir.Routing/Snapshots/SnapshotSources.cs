using Weir.Routing.Configuration;
using Weir.Routing.Local;
using Weir.Routing.Overrides;
using Weir.Routing.Saved;

namespace Weir.Routing.Snapshots;

/// <summary>What a snapshot is folded from. Each is asked anew for every snapshot, so that nothing one of them holds is lost by a change of another.</summary>
/// <param name="Config">weir.yaml.</param>
public sealed record SnapshotSources(Func<ConfigLoad> Config)
{
    /// <summary>Connections that were added while running.</summary>
    public Func<IReadOnlyList<SavedConnection>> Saved { get; init; } = static () => [];

    /// <summary>Chains that were set while running.</summary>
    public Func<IReadOnlyList<SavedChain>> Chains { get; init; } = static () => [];

    /// <summary>Model servers that were found on the machine.</summary>
    public Func<IReadOnlyList<LocalServer>> Local { get; init; } = static () => [];

    /// <summary>Models that were switched to.</summary>
    public Func<OverrideSet> Overrides { get; init; } = static () => OverrideSet.Empty;
}
