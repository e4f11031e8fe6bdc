namespace Weir.Gateway.Events;

/// <summary>An event as it goes on the wire.</summary>
/// <param name="Id">How far the ledger was told: what a browser gives back when it comes again, to any node.</param>
/// <param name="Type"><c>requests</c>, <c>providers</c>, <c>pulse</c>, <c>alerts</c>, <c>config</c> or <c>reset</c>.</param>
/// <param name="Data">JSON on one line.</param>
internal sealed record AdminEvent(LedgerPosition Id, string Type, string Data)
{
    /// <summary>Something was left out: who listens asks for everything anew.</summary>
    public static AdminEvent Reset(LedgerPosition id) => new(id, "reset", "{}");
}
