using Weir.Metering.Ledger.Journal;

namespace Weir.Metering.Ledger.Records;

/// <summary>A finished request in the journal.</summary>
internal readonly struct RecordEntry(UsageRecord record) : IJournalEntry
{
    public int MaxSize => RecordEncoder.MaxSize(record);

    public int Encode(Span<byte> target) => RecordEncoder.Encode(record, target);
}
