namespace Weir.Metering.Budgets.Booking.Own;

/// <summary>
/// The books of the one process that owns them, in memory. What is booked is in the journal before it is in here; the ledger's fold brings it to
/// the rows. Not for concurrent use.
/// </summary>
internal sealed class OwnBooks(IBookJournal journal) : IBooks
{
    private readonly Dictionary<string, OwnBudget> _budgets = new(StringComparer.Ordinal);
    private readonly HashSet<(string RequestId, int Attempt)> _open = [];

    /// <summary>The budgets that are kept here.</summary>
    public IEnumerable<Budget> Budgets => _budgets.Values.Select(static budget => budget.Budget);

    /// <summary>Whether all is here that is needed to decide about a request that came in at a moment.</summary>
    public bool Knows(IReadOnlyList<Budget> budgets, DateTimeOffset at)
    {
        for (var i = 0; i < budgets.Count; i++)
        {
            if (!_budgets.TryGetValue(budgets[i].Id, out var known) || !known.Has(OwnBudget.CountsFrom(budgets[i], at)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Puts what the database has in the place of all that is here. Everything that was booked must be in it.</summary>
    public void Replace(IEnumerable<OwnBudget> budgets)
    {
        _budgets.Clear();
        foreach (var budget in budgets)
        {
            _budgets[budget.Budget.Id] = budget;
        }
    }

    /// <inheritdoc/>
    public BudgetState State(Budget budget, DateTimeOffset at)
    {
        var known = _budgets[budget.Id];
        if (budget.Window.Kind == Windows.WindowKind.Rolling)
        {
            return BookedState.Of(budget, at, known.Windows);
        }

        var booked = budget.BookedIn(at);
        var window = known.Find(booked.Start.ToUnixTimeMilliseconds())!;
        return BookedState.Of(budget, booked, window.Spent, window.Held);
    }

    /// <inheritdoc/>
    /// <exception cref="Storage.StorageException">The journal can't be written: nothing is booked.</exception>
    public bool TryHold(HoldRow hold)
    {
        var id = (hold.RequestId, hold.Attempt);
        if (!_open.Add(id))
        {
            return false;
        }

        try
        {
            journal.Append(new HoldEntry(hold));
        }
        catch
        {
            _open.Remove(id);
            throw;
        }

        foreach (var share in hold.Shares)
        {
            Find(share)!.Hold(share);
        }

        return true;
    }

    /// <summary>Ends a hold: by what it cost, or, where only the upstream knows, by counting it as spent.</summary>
    /// <exception cref="Storage.StorageException">The journal can't be written: nothing is booked.</exception>
    public void End(Reservation reservation, Charge? real)
    {
        journal.Append(new EndEntry(reservation.RequestId, reservation.Attempt, real));
        _open.Remove((reservation.RequestId, reservation.Attempt));
        foreach (var share in reservation.Shares)
        {
            // A budget that is no longer in force, or a window long past, has only its row.
            if (Find(share) is not { } window)
            {
                continue;
            }

            if (real is { } told)
            {
                window.Settle(share, told);
            }
            else
            {
                window.Count(share);
            }
        }
    }

    private Window? Find(in HoldShare share) => _budgets.TryGetValue(share.BudgetId, out var budget) ? budget.Find(share.StartsAt) : null;
}
