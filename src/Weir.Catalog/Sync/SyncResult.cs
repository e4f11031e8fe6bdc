using Weir.Catalog.Snapshot;

namespace Weir.Catalog.Sync;

/// <summary>What a sync made.</summary>
/// <param name="Snapshot">The snapshot, ready to be stored; the same input gives the same bytes.</param>
/// <param name="Notes">What a person should know: what was not found, what the tables don't know. One sentence each.</param>
public sealed record SyncResult(ReadOnlyMemory<byte> Snapshot, IReadOnlyList<string> Notes)
{
    /// <summary>The snapshot as a catalogue, e.g. to compare it with the one in use.</summary>
    public SnapshotCatalog ToCatalog() => SnapshotCatalog.Parse(Snapshot, "that was just made");
}
