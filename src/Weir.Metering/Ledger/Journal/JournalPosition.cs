namespace Weir.Metering.Ledger.Journal;

/// <summary>A place in the journal: everything before it has been dealt with.</summary>
/// <param name="Segment">Number of the segment; they ascend and are never used twice.</param>
/// <param name="Offset">Bytes from the segment's start.</param>
internal readonly record struct JournalPosition(long Segment, long Offset);
