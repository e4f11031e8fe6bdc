using Microsoft.Extensions.Logging;
using Weir.Dialects.Errors;
using Weir.Gateway.Pipeline;
using Weir.Metering.Budgets;
using Weir.Metering.Prices;
using Weir.Routing.Targets;
using Weir.Storage;

namespace Weir.Gateway.Money;

/// <summary>
/// Books what nobody can hold before it is spent: the responses of a realtime session, the lines of a batch, and a request that was under way when its first budget was set. Such
/// work begins only while something is left of each hard budget.
/// </summary>
internal sealed partial class Debts(BudgetBook book, TargetTariffs tariffs, ILogger<Debts> logger)
{
    /// <summary>Why work of unknown size must not begin; null when it may.</summary>
    public async ValueTask<WeirError?> CheckAsync(RequestContext context, Target target, bool isPriced, CancellationToken cancellationToken)
    {
        var subjects = Holds.SubjectsOf(context, target);
        if (book.Budgets.For(subjects).Count == 0)
        {
            return null;
        }

        var isKnown = !isPriced || tariffs.Of(target, context.Time, context.Snapshot.Config).IsKnown;
        var least = new ReserveRequest
        {
            RequestId = context.Id,
            Attempt = 0,
            At = context.Time,
            Subjects = subjects,
            Worst = WorstCase.Fixed(new Charge(isKnown ? new NanoDollars(1) : null, 1)),
        };
        try
        {
            var outcome = await book.ReserveAsync(least, cancellationToken);
            if (!outcome.IsReserved)
            {
                return new WeirError(ErrorKind.BudgetExceeded, outcome.Refusal.Message, outcome.Refusal.Action);
            }

            book.Release(outcome.Reservation);
            return null;
        }
        catch (StorageException exception)
        {
            return Holds.NotKept(exception);
        }
    }

    /// <summary>Books a charge that the ledger has, or is about to have.</summary>
    public async Task BookAsync(string requestId, int attempt, DateTimeOffset at, RequestSubjects subjects, Charge charge)
    {
        if (book.Budgets.For(subjects).Count == 0 || charge is { Tokens: 0, Usd.Value: 0 })
        {
            return;
        }

        var request = new ReserveRequest { RequestId = requestId, Attempt = attempt, At = at, Subjects = subjects, Worst = WorstCase.Fixed(charge), IsOwed = true };
        try
        {
            var outcome = await book.ReserveAsync(request, CancellationToken.None);
            book.Settle(outcome.Reservation!, charge);
        }
        catch (Exception exception) when (exception is StorageException or InvalidOperationException)
        {
            LogUnbooked(exception, requestId);
        }
    }

    [LoggerMessage(EventId = 3042, Level = LogLevel.Error, Message = "What {Id} cost is in the ledger, but on no budget")]
    private partial void LogUnbooked(Exception exception, string id);
}
