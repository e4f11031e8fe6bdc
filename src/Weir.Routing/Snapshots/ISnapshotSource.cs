namespace Weir.Routing.Snapshots;

/// <summary>Gives the snapshot that holds now. A request takes it once and keeps it to its end.</summary>
public interface ISnapshotSource
{
    RoutingSnapshot Current { get; }
}
