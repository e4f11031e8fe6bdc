using Microsoft.Extensions.Logging;

namespace Weir.Metering.Budgets.Booking;

/// <summary>
/// Looks after holds that nobody will settle. Where the ledger knows what the attempt cost, it is settled; where it has an estimate, the hold
/// counts as spent and is uncertain; where it does not know the request, the hold has expired, and is looked up again at the next sweep.
/// </summary>
/// <param name="sql">The books.</param>
/// <param name="isOrphan">Whether an open hold's process is gone.</param>
/// <param name="options">How long what counts as spent is kept.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Told of what was found.</param>
internal sealed partial class HoldSweep(BookSql sql, Func<HoldRow, bool> isOrphan, BudgetOptions options, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan ForgetEvery = TimeSpan.FromDays(1);

    private DateTimeOffset _forgotten;

    /// <summary>Whether there is anything to settle or to count.</summary>
    public bool IsNeeded() => Find().Any(hold => hold.State == HoldState.Open || LedgerCharges.Find(sql.Connection, null, hold.RequestId, hold.Attempt) is { IsTold: true });

    /// <summary>Settles or counts what it can, in a transaction of its own.</summary>
    public void Run()
    {
        // Read before the turns are taken: what was settled meanwhile is not found again, and a hold's shares never change.
        var holds = Find();
        if (holds.Count == 0)
        {
            return;
        }

        using var transaction = sql.Begin();
        var books = new BookTransaction(sql);
        books.TakeTurns(holds.SelectMany(static hold => hold.Shares).Select(static share => share.BudgetId));
        var (settled, counted) = (0, 0);
        foreach (var hold in holds)
        {
            var found = LedgerCharges.Find(sql.Connection, transaction.Transaction, hold.RequestId, hold.Attempt);
            if (found is { IsTold: true } told)
            {
                settled += books.Settle(hold.RequestId, hold.Attempt, hold.Shares, told.Charge) ? 1 : 0;
            }
            else if (hold.State == HoldState.Open)
            {
                counted += books.Count(hold.RequestId, hold.Attempt, hold.Shares, found is null ? HoldState.Expired : HoldState.Uncertain) ? 1 : 0;
            }
        }

        books.Flush();
        transaction.Commit();
        if (settled + counted > 0)
        {
            LogSwept(settled, counted);
        }
    }

    /// <summary>Lets go, once a day, of rows that nobody will correct any more.</summary>
    public void Forget()
    {
        var now = time.GetUtcNow();
        if (now - _forgotten >= ForgetEvery)
        {
            _forgotten = now;
            sql.Forget(now - options.KeepCounted);
        }
    }

    private List<HoldRow> Find() => [.. sql.ReadUnsettled().Where(hold => hold.State != HoldState.Open || isOrphan(hold))];

    [LoggerMessage(EventId = 142, Level = LogLevel.Warning,
        Message = "Holds of other runs on budgets: {Settled} settled from the ledger, {Counted} counted as spent since nobody knows what they cost")]
    private partial void LogSwept(int settled, int counted);
}
