using Weir.Gateway.Batches;
using Weir.Gateway.Money;
using Weir.Gateway.Telemetry;
using Weir.Metering.Budgets;
using Weir.Metering.Keys;
using Weir.Metering.Ledger;
using Weir.Routing.Configuration;
using Weir.Routing.Snapshots;
using Weir.Routing.Targets;

namespace Weir.Gateway.Lasting;

/// <summary>Books one row of what has ended: in the ledger, the metrics and on the budgets.</summary>
internal sealed class LastingBooks(IUsageLedger ledger, LastingHolds holds, Debts debts, KeyStore keys, ISnapshotSource snapshots, GatewayMetrics metrics, TimeProvider time)
{
    /// <summary>Books a row. Booked again under its id, it is passed over.</summary>
    /// <param name="resource">What has ended.</param>
    /// <param name="target">Who did it.</param>
    /// <param name="record">The row; whose it is comes from the resource.</param>
    /// <param name="isHeld">True when a hold waits for this row, of this run of the program or an earlier one.</param>
    /// <param name="isUntold">True when the provider may bill more than the row has.</param>
    /// <param name="cancellationToken">Ends it before anything is booked.</param>
    /// <exception cref="Storage.StorageException">The ledger or the database can't be written.</exception>
    public async Task BookAsync(Resource resource, Target target, UsageRecord record, bool isHeld, bool isUntold, CancellationToken cancellationToken)
    {
        var key = await keys.FindAsync(resource.KeyId, cancellationToken);
        var row = record with { KeyId = resource.KeyId, User = resource.User, Team = key?.Team, Tags = resource.Tags };
        ledger.Append(row);
        metrics.NoteUsage(target, row);
        var charge = Charge.Of(row.Usage, row.Cost);
        if (!isHeld)
        {
            // On the windows that are open: what nobody held must not go by the budgets in one that is over.
            await debts.BookAsync(row.Id, 1, time.GetUtcNow(), SubjectsOf(resource, key, target), charge);
        }
        else if (isUntold && snapshots.Current.Config.UnreportedUsage != UnreportedUsage.Estimate)
        {
            holds.Doubt(row.Id);
        }
        else
        {
            holds.Settle(row.Id, charge);
        }
    }

    private static RequestSubjects SubjectsOf(Resource resource, ClientKey? key, Target target) => new()
    {
        Key = key?.Name,
        User = resource.User,
        Team = key?.Team,
        Connection = target.Connection.Name,
        Model = target.Name,
    };
}
