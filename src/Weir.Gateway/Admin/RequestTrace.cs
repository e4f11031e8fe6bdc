namespace Weir.Gateway.Admin;

/// <summary>A request with every target that was tried, in order.</summary>
public sealed record RequestTrace : RequestEntry
{
    /// <summary>Version of the routing snapshot that it saw; null when nobody kept it.</summary>
    public long? SnapshotVersion { get; init; }

    /// <summary>What was decided on its way, in sentences: who was passed over and why, who was asked instead.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    public required IReadOnlyList<AttemptTrace> Attempts { get; init; }
}
