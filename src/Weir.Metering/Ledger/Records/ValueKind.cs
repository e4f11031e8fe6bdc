namespace Weir.Metering.Ledger.Records;

/// <summary>The kinds of values in a record, as they stand in the journal.</summary>
internal enum ValueKind : byte
{
    Null = 0,
    Number = 1,
    Text = 2,
}
