using Weir.Metering.Budgets.Windows;

namespace Weir.Metering.Budgets.Booking;

/// <summary>
/// A number of entries in one transaction: settlements first, since they make room, then those that waited, then the new ones. Nobody
/// hears of an outcome before the transaction is committed.
/// </summary>
internal sealed class BookBatch(BookSql sql, BudgetOptions options, string run, TimeProvider time)
{
    private readonly List<(ReserveEntry Entry, ReserveOutcome? Outcome)> _outcomes = [];

    /// <summary>Runs the entries. Those that have to wait for others are left in <paramref name="waiting"/>.</summary>
    /// <returns>Reservations whose callers have gone meanwhile: to be released.</returns>
    public List<Reservation> Run(List<SettleEntry> settlements, List<WorkEntry> works, List<ReserveEntry> reserves, List<ReserveEntry> waiting)
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
                    _outcomes.Add((reserve, Reserve(books, reserve, now)));
                }
            }

            books.Flush();
            transaction.Commit();
        }

        works.ForEach(static work => work.Complete());
        return Deliver(now, waiting);
    }

    private List<Reservation> Deliver(DateTimeOffset now, List<ReserveEntry> waiting)
    {
        var orphans = new List<Reservation>();
        foreach (var (entry, outcome) in _outcomes)
        {
            if (outcome is null)
            {
                entry.Fail(new InvalidOperationException($"Attempt {entry.Request.Attempt} of {entry.Request.RequestId} has a hold already."));
            }
            else if (outcome.Refusal is { IsHeldByOthers: true } && now < entry.Deadline)
            {
                waiting.Add(entry);
            }
            else if (!entry.TryComplete(outcome) && outcome.Reservation is { } orphan)
            {
                orphans.Add(orphan);
            }
        }

        return orphans;
    }

    private ReserveOutcome? Reserve(BookTransaction books, ReserveEntry entry, DateTimeOffset now)
    {
        var (request, budgets) = (entry.Request, entry.Budgets);
        var states = new BudgetState[budgets.Count];
        for (var i = 0; i < states.Length; i++)
        {
            states[i] = books.State(budgets[i], request.At);
        }

        var (output, worst, refusal) = Reserving.Decide(request, states);
        if (refusal is not null)
        {
            return ReserveOutcome.Of(refusal);
        }

        var shares = new HoldShare[budgets.Count];
        for (var i = 0; i < shares.Length; i++)
        {
            var budget = budgets[i];
            var amount = budget.Amount(worst) ?? 0;
            shares[i] = new HoldShare(budget.Id, budget.BookedIn(request.At).Start.ToUnixTimeMilliseconds(), budget.Unit, amount);
            states[i] = states[i] with { Held = Saturating.Add(states[i].Held, amount) };
        }

        var hold = new HoldRow
        {
            RequestId = request.RequestId,
            Attempt = request.Attempt,
            Node = options.Node,
            Run = run,
            CreatedAt = now,
            ExpiresAt = now + options.HoldLease,
            Shares = shares,
        };
        return books.TryHold(hold)
            ? ReserveOutcome.Of(new Reservation(request.RequestId, request.Attempt, output, worst, shares, states))
            : null;
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
