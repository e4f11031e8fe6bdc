using System.Collections.Concurrent;
using Weir.Dialects.Errors;
using Weir.Gateway.Money;
using Weir.Gateway.Pipeline;
using Weir.Metering.Budgets;
using Weir.Metering.Ledger;
using Weir.Metering.Prices;
using Weir.Routing.Targets;
using Weir.Storage;

namespace Weir.Gateway.Batches;

/// <summary>
/// Holds the worst case of a batch from its creation until it is booked, one hold for each model in its input file. A hold bears the id of the ledger row that will settle it, so that
/// after a restart the books find it there.
/// </summary>
internal sealed class BatchHolds(BudgetBook book, TargetTariffs tariffs, Debts debts, ConnectionCalls calls, RequestIds ids)
{
    private readonly ConcurrentDictionary<string, Reservation> _open = new(StringComparer.Ordinal);

    /// <summary>Holds what the requests of a file may cost. An input file that can't be read is let through while something is left of each budget.</summary>
    /// <returns>The ledger ids by model, empty where nothing is held; or why the batch must not be made.</returns>
    public async Task<(IReadOnlyDictionary<string, string> Held, WeirError? Error)> HoldAsync(RequestContext context, Connection connection, string? inputFile, CancellationToken cancellationToken)
    {
        var held = new Dictionary<string, string>(StringComparer.Ordinal);
        if (book.Budgets.All.Count == 0)
        {
            return (held, null);
        }

        if (inputFile is null || await ReadAsync(context, connection, inputFile, cancellationToken) is not { } forecast)
        {
            context.Notes.Add("The batch's input file can't be read here, so nothing is held for it.");
            return (held, await debts.CheckAsync(context, context.Targets[0], isPriced: false, cancellationToken));
        }

        var isKept = false;
        try
        {
            foreach (var (model, worst) in forecast.Charges)
            {
                var subjects = Holds.SubjectsOf(context, BatchBill.TargetOf(connection, model));
                if (book.Budgets.For(subjects).Count == 0)
                {
                    continue;
                }

                var id = ids.Next();
                if (await ReserveAsync(new ReserveRequest { RequestId = id, Attempt = 1, At = context.Time, Subjects = subjects, Worst = WorstCase.Fixed(worst) }, cancellationToken) is { } error)
                {
                    return (new Dictionary<string, string>(), error);
                }

                held.Add(model, id);
            }

            isKept = true;
            return (held, null);
        }
        finally
        {
            // Refused, or the client has gone meanwhile.
            if (!isKept)
            {
                Release(held);
            }
        }
    }

    /// <summary>Gives holds back: there is no such batch.</summary>
    public void Release(IReadOnlyDictionary<string, string> held)
    {
        foreach (var id in held.Values)
        {
            Settle(id, Charge.Nothing);
        }
    }

    /// <summary>Counts holds as spent until a person says better: there may be such a batch, and nobody knows its id.</summary>
    public void Doubt(IReadOnlyDictionary<string, string> held)
    {
        foreach (var id in held.Values)
        {
            Doubt(id);
        }
    }

    /// <summary>Counts a hold as spent until a person says better. One of an earlier run the books count so by the ledger's row, which is an estimate.</summary>
    public void Doubt(string requestId)
    {
        if (_open.TryRemove(requestId, out var reservation))
        {
            book.Doubt(reservation);
        }
    }

    /// <summary>Counts holds as spent: nobody will ever know what the batch cost.</summary>
    public void GiveUp(IReadOnlyDictionary<string, string> held)
    {
        foreach (var id in held.Values)
        {
            if (_open.TryRemove(id, out var reservation))
            {
                book.Settle(reservation, reservation.Worst);
            }
        }
    }

    /// <summary>Settles a hold by what the ledger has. False when an earlier run of the program made it: then the books find the row by themselves.</summary>
    public bool Settle(string requestId, in Charge real)
    {
        if (!_open.TryRemove(requestId, out var reservation))
        {
            return false;
        }

        book.Settle(reservation, real);
        return true;
    }

    private async Task<WeirError?> ReserveAsync(ReserveRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var outcome = await book.ReserveAsync(request, cancellationToken);
            if (outcome.IsReserved)
            {
                _open[request.RequestId] = outcome.Reservation;
                return null;
            }

            return new WeirError(ErrorKind.BudgetExceeded, outcome.Refusal.Message, outcome.Refusal.Action);
        }
        catch (StorageException exception)
        {
            return Holds.NotKept(exception);
        }
    }

    /// <summary>The forecast of a file; null when it can't be read.</summary>
    private async Task<BatchForecast?> ReadAsync(RequestContext context, Connection connection, string inputFile, CancellationToken cancellationToken)
    {
        try
        {
            var forecast = new BatchForecast(connection, context.Time, tariffs, context.Snapshot.Config);
            return await calls.ReadLinesAsync(connection, inputFile, line => forecast.Add(line.Span), cancellationToken) ? forecast : null;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or InvalidDataException or Credentials.CredentialException)
        {
            return null;
        }
    }
}
