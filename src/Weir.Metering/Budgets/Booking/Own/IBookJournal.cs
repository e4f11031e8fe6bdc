using Weir.Metering.Ledger.Journal;
using Weir.Storage;

namespace Weir.Metering.Budgets.Booking.Own;

/// <summary>Where bookings are written before anybody hears of them: the ledger's journal.</summary>
internal interface IBookJournal
{
    /// <summary>Hands the entry to the operating system before it returns, so that it survives the death of this process.</summary>
    /// <exception cref="StorageException">It could not be written.</exception>
    void Append<T>(in T entry)
        where T : struct, IJournalEntry;

    /// <summary>Brings what was written before the call into the database.</summary>
    /// <exception cref="StorageException">The database can't be used; the entries stay in the journal.</exception>
    Task FlushAsync(CancellationToken cancellationToken);
}
