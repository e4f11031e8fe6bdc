using Weir.Gateway.Admin.Reconciling;
using Weir.Metering.Prices;
using Weir.Metering.Reconciling;
using Weir.Metering.Reconciling.Exports;
using Weir.Routing.Snapshots;

namespace Weir.Gateway.Admin.Work.Reconciling;

/// <summary>Compares exports with the ledger.</summary>
internal sealed class ReconcileWork(ISnapshotSource snapshots, LedgerCalls calls, LedgerView ledger)
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(400);

    /// <exception cref="AdminException">The order makes no sense.</exception>
    public async Task<ReconcileReport> CompareAsync(ReconcileOrder order, CancellationToken cancellationToken)
    {
        var connections = Connections(order);
        var (since, until) = Period(order);
        var rows = order.Rows.Where(row => row.Time >= since && row.Time < until).Select(Row).ToList();
        await ledger.CatchUpAsync(cancellationToken);
        var found = await calls.ReadAsync(connections, since, until, cancellationToken);
        if (found.Count > LedgerCalls.Most)
        {
            throw Invalid($"The ledger has more than {LedgerCalls.Most} calls in that time.", "Compare fewer days at a time.");
        }

        var result = Reconciler.Compare(rows, found);
        return new ReconcileReport
        {
            Connections = connections,
            Since = since,
            Until = until,
            Agrees = result.Agrees,
            Rows = rows.Count,
            DaysThatAgree = result.DaysThatAgree,
            RequestsThatAgree = result.RequestsThatAgree,
            Days = [.. result.Days.Select(static day => new DayDifferenceEntry(day.Day, day.Model, Entry(day.Export), Entry(day.Ledger)))],
            Requests = [.. result.Requests.Select(static request => new RequestDifferenceEntry(request.ExportId, request.RequestId, request.Time, request.Model, Entry(request.Export), Entry(request.Ledger)))],
        };
    }

    private IReadOnlyList<string> Connections(ReconcileOrder order)
    {
        if (order is { Connection: { } one, Provider: null })
        {
            return [one];
        }

        if (order is not { Provider: { } provider, Connection: null })
        {
            throw Invalid("An export is of one provider or of one connection.", "Name one of them.");
        }

        IReadOnlyList<string> found = [.. snapshots.Current.Connections.Where(connection => connection.Provider.Id == provider).Select(static connection => connection.Name)];
        return found.Count > 0 ? found : throw Invalid($"There is no connection to \"{provider}\".", "Name the connection that the export is of; one that is gone by now may be named as well.");
    }

    /// <summary>Whole days, unless the order says otherwise.</summary>
    private static (DateTimeOffset Since, DateTimeOffset Until) Period(ReconcileOrder order)
    {
        if (order.Rows.Count == 0 && (order.Since is null || order.Until is null))
        {
            throw Invalid("There are no rows to compare.", "Name a time by since and until, or give an export of one.");
        }

        var since = order.Since ?? Midnight(order.Rows.Min(static row => row.Time));
        var until = order.Until ?? Midnight(order.Rows.Max(static row => row.Time)).AddDays(1);
        return since < until && until - since <= Longest ? (since, until) : throw Invalid("The time to compare must be more than nothing and at most 400 days.", "Name another by since and until.");
    }

    private static DateTimeOffset Midnight(DateTimeOffset time) => new(time.UtcDateTime.Date, TimeSpan.Zero);

    private static ExportRow Row(ExportedRow row) => new() { Id = row.Id, Time = row.Time, Model = row.Model, Requests = row.Requests, Input = row.Input, Output = row.Output, CostNano = row.CostNano };

    private static ComparedFigures? Entry(Figures? figures) => figures is null ? null : new ComparedFigures
    {
        Requests = figures.Requests,
        Input = figures.Input,
        Output = figures.Output,
        CostNanoDollars = figures.CostNano,
        CostUsd = figures.CostNano is { } nano ? new NanoDollars(nano).ToUsd() : null,
        Estimated = figures.Estimated,
        Unpriced = figures.Unpriced,
        Batches = figures.Batches,
    };

    private static AdminException Invalid(string detail, string action) => new(AdminProblem.Invalid(detail, action));
}
