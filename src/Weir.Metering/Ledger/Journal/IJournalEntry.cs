namespace Weir.Metering.Ledger.Journal;

/// <summary>Something that can be written to the journal.</summary>
internal interface IJournalEntry
{
    /// <summary>The most bytes that it can take.</summary>
    int MaxSize { get; }

    /// <summary>Writes it and returns how many bytes it took.</summary>
    int Encode(Span<byte> target);
}
