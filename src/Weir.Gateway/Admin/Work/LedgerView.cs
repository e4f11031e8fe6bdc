namespace Weir.Gateway.Admin.Work;

/// <summary>Brings the ledger's tables up to date before they are read: from the journal that is open here, or that a killed gateway left.</summary>
/// <param name="CatchUpAsync">Does it.</param>
internal sealed record LedgerView(Func<CancellationToken, Task> CatchUpAsync);
