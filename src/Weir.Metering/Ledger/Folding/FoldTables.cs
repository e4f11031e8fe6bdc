using Microsoft.Data.Sqlite;
using Weir.Metering.Analytics.Rollups;
using Weir.Metering.Budgets.Booking.Own;

namespace Weir.Metering.Ledger.Folding;

/// <summary>What records of the journal become, on one connection.</summary>
internal sealed class FoldTables(SqliteConnection connection) : IDisposable
{
    /// <summary>The ledger's rows.</summary>
    public LedgerInserts Inserts { get; } = new(connection);

    /// <summary>The sums of the ledger's rows.</summary>
    public RollupWriter Rollups { get; } = new(connection);

    /// <summary>The books of budgets.</summary>
    public BookingFold Bookings { get; } = new(connection);

    public void Dispose()
    {
        Inserts.Dispose();
        Rollups.Dispose();
        Bookings.Dispose();
    }
}
