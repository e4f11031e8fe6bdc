using Weir.Metering.Budgets.Booking.Own;

namespace Weir.Metering.Tests.Budgets;

/// <summary>For books that processes share: their bookings are rows at once, and these tests write the ledger's rows themselves.</summary>
internal sealed class NoJournal : IBookJournal
{
    public static NoJournal Instance { get; } = new();

    public void Append<T>(in T entry)
        where T : struct, Weir.Metering.Ledger.Journal.IJournalEntry => throw new InvalidOperationException("Shared books have no journal.");

    public Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
