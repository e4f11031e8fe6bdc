namespace Weir.Metering.Ledger;

/// <summary>The ledger's knobs.</summary>
public sealed record LedgerOptions
{
    /// <summary>How often new records go from the journal into the database.</summary>
    public TimeSpan FoldInterval { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The longest pause after folding failed; pauses double up to it.</summary>
    public TimeSpan LongestRetryPause { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Size from which on the journal begins its next segment, in bytes.</summary>
    public long SegmentBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>How long a start waits for another process to let go of the journal.</summary>
    public TimeSpan LockPatience { get; init; } = TimeSpan.FromSeconds(2);
}
