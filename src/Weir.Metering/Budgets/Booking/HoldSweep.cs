namespace Weir.Metering.Budgets.Booking;

/// <summary>
/// Looks after holds that nobody will settle. Where the ledger knows the request, it says what it cost; where not, the hold counts as
/// spent, and is looked up again at the next sweep.
/// </summary>
internal sealed class HoldSweep(BookSql sql)
{
    /// <summary>Settles or expires what it can, in a transaction of its own.</summary>
    /// <param name="isOrphan">Whether an open hold's process is gone.</param>
    /// <returns>How many were settled from the ledger, and how many expired.</returns>
    public (int Settled, int Expired) Run(Func<HoldRow, bool> isOrphan)
    {
        // Read before the turns are taken: what was settled meanwhile is not found again, and a hold's shares never change.
        var holds = sql.ReadHolds().Where(hold => hold.IsExpired || isOrphan(hold)).ToList();
        if (holds.Count == 0)
        {
            return (0, 0);
        }

        using var transaction = sql.Begin();
        var books = new BookTransaction(sql);
        books.TakeTurns(holds.SelectMany(static hold => hold.Shares).Select(static share => share.BudgetId));
        var (settled, expired) = (0, 0);
        foreach (var hold in holds)
        {
            if (LedgerCharges.Find(sql.Connection, transaction, hold.RequestId, hold.Attempt) is { } real)
            {
                settled += books.Settle(hold.RequestId, hold.Attempt, hold.Shares, real) ? 1 : 0;
            }
            else if (!hold.IsExpired)
            {
                expired += books.Expire(hold) ? 1 : 0;
            }
        }

        books.Flush();
        transaction.Commit();
        return (settled, expired);
    }
}
