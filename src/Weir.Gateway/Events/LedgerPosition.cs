using System.Globalization;

namespace Weir.Gateway.Events;

/// <summary>Up to which moment requests that ended have been told. It is of the ledger, not of a process: each node that reads it knows what comes next.</summary>
/// <param name="At">The end of the last request that was told.</param>
internal readonly record struct LedgerPosition(DateTimeOffset At)
{
    /// <summary>What a client gave back; null when it is none.</summary>
    public static LedgerPosition? Parse(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at is > 0 and < 253_402_300_800_000 ? new(DateTimeOffset.FromUnixTimeMilliseconds(at)) : null;

    public override string ToString() => At.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}
