using Weir.Metering.Budgets.Windows;

namespace Weir.Metering.Budgets.Booking.Shared;

/// <summary>
/// A number of entries in one transaction: settlements first, since they make room, then those that waited, then the new ones. Nobody
/// hears of an outcome before the transaction is committed.
/// </summary>
internal sealed class SharedBatch(BookSql sql, HoldMaker holds, TimeProvider time)
{
    private readonly List<(ReserveEntry Entry, ReserveOutcome? Outcome)> _outcomes = [];

    /// <summary>Runs the entries.</summary>
    /// <returns>What came of the reserves, valid until the next call; null for an attempt that has a hold already.</returns>
    public IReadOnlyList<(ReserveEntry Entry, ReserveOutcome? Outcome)> Run(List<SettleEntry> settlements, List<WorkEntry> works, List<ReserveEntry> reserves)
    {
        _outcomes.Clear();
        var now = time.GetUtcNow();
        using (var transaction = sql.Begin())
        {
            var books = new BookTransaction(sql);
            books.TakeTurns(Ids(settlements, works, reserves));
            books.Load(Windows(settlements, reserves));
            foreach (var settlement in settlements)
            {
                var reservation = settlement.Reservation;
                if (settlement.Real is { } real)
                {
                    books.Settle(reservation.RequestId, reservation.Attempt, reservation.Shares, real);
                }
                else
                {
                    books.Count(reservation.RequestId, reservation.Attempt, reservation.Shares, HoldState.Uncertain);
                }
            }

            foreach (var work in works)
            {
                work.Run(sql, books);
            }

            foreach (var reserve in reserves)
            {
                if (!reserve.IsAbandoned)
                {
                    _outcomes.Add((reserve, holds.Make(books, reserve.Request, reserve.Budgets, now)));
                }
            }

            books.Flush();
            transaction.Commit();
        }

        works.ForEach(static work => work.Complete());
        return _outcomes;
    }

    private static IEnumerable<string> Ids(List<SettleEntry> settlements, List<WorkEntry> works, List<ReserveEntry> reserves) =>
        settlements.SelectMany(static entry => entry.BudgetIds)
            .Concat(works.SelectMany(static entry => entry.BudgetIds))
            .Concat(reserves.SelectMany(static entry => entry.BudgetIds));

    private static IEnumerable<(string BudgetId, long StartsAt)> Windows(List<SettleEntry> settlements, List<ReserveEntry> reserves) =>
        settlements.SelectMany(static entry => entry.Reservation.Shares.Select(static share => (share.BudgetId, share.StartsAt)))
            .Concat(reserves.SelectMany(static entry => entry.Budgets
                .Where(static budget => budget.Window.Kind != WindowKind.Rolling)
                .Select(budget => (budget.Id, budget.BookedIn(entry.Request.At).Start.ToUnixTimeMilliseconds()))));
}
