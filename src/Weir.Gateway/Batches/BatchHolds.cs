using Weir.Dialects.Errors;
using Weir.Gateway.Lasting;
using Weir.Gateway.Money;
using Weir.Gateway.Pipeline;
using Weir.Metering.Budgets;
using Weir.Metering.Ledger;
using Weir.Metering.Prices;
using Weir.Routing.Targets;
using Weir.Storage;

namespace Weir.Gateway.Batches;

/// <summary>
/// Holds the worst case of a batch from its creation until it is booked, one hold for each model in its input file.
/// </summary>
internal sealed class BatchHolds(BudgetBook book, LastingHolds holds, TargetTariffs tariffs, Debts debts, ConnectionCalls calls, RequestIds ids)
{
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
                holds.Release(held.Values);
            }
        }
    }

    private async Task<WeirError?> ReserveAsync(ReserveRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var outcome = await book.ReserveAsync(request, cancellationToken);
            if (outcome.IsReserved)
            {
                holds.Keep(request.RequestId, outcome.Reservation);
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
