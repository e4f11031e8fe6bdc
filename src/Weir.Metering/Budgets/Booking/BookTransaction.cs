using Weir.Metering.Budgets.Windows;

namespace Weir.Metering.Budgets.Booking;

/// <summary>
/// One transaction on the books. Turns are taken first; then every window is read once, changed in memory, and written once at the end.
/// </summary>
internal sealed class BookTransaction(BookSql sql) : IBooks
{
    private readonly Dictionary<(string BudgetId, long StartsAt), Window> _windows = [];
    private readonly Dictionary<string, long> _loadedFrom = [];

    /// <summary>Takes the turns of all budgets that will be touched. Ids may come more than once.</summary>
    public void TakeTurns(IEnumerable<string> budgetIds)
    {
        foreach (var id in budgetIds.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            sql.TakeTurn(id);
        }
    }

    /// <summary>Reads windows that will be needed, together. They may come more than once.</summary>
    public void Load(IEnumerable<(string BudgetId, long StartsAt)> windows)
    {
        List<(string BudgetId, long StartsAt)> wanted = [.. windows.Distinct().Where(window => !_windows.ContainsKey(window))];
        foreach (var (budgetId, startsAt, spent, held) in sql.ReadWindows(wanted))
        {
            _windows.Add((budgetId, startsAt), new Window(budgetId, startsAt, spent, held, isNew: false));
        }

        foreach (var (budgetId, startsAt) in wanted)
        {
            _windows.TryAdd((budgetId, startsAt), new Window(budgetId, startsAt, 0, 0, isNew: true));
        }
    }

    /// <inheritdoc/>
    public BudgetState State(Budget budget, DateTimeOffset at)
    {
        if (budget.Window.Kind == WindowKind.Rolling)
        {
            LoadFrom(budget.Id, budget.Window.CountsFrom(at).ToUnixTimeMilliseconds());
            return BookedState.Of(budget, at, [.. _windows.Values.Where(window => window.BudgetId == budget.Id)]);
        }

        var booked = budget.BookedIn(at);
        var known = Load(budget.Id, booked.Start.ToUnixTimeMilliseconds());
        return BookedState.Of(budget, booked, known.Spent, known.Held);
    }

    /// <inheritdoc/>
    public bool TryHold(HoldRow hold)
    {
        if (!sql.TryAddHold(hold))
        {
            return false;
        }

        foreach (var share in hold.Shares)
        {
            Load(share.BudgetId, share.StartsAt).Hold(share);
        }

        return true;
    }

    /// <summary>Replaces a hold by what the request really cost; does nothing when it is settled already.</summary>
    public bool Settle(string requestId, int attempt, IReadOnlyList<HoldShare> shares, in Charge real)
    {
        if (!sql.TryTakeOpen(requestId, attempt))
        {
            return Correct(requestId, attempt, shares, real);
        }

        foreach (var share in shares)
        {
            Load(share.BudgetId, share.StartsAt).Settle(share, real);
        }

        return true;
    }

    /// <summary>Replaces what a hold counts as by what the request really cost; does nothing when it is open, or settled already.</summary>
    public bool Correct(string requestId, int attempt, IReadOnlyList<HoldShare> shares, in Charge real)
    {
        if (!sql.TryTakeCounted(requestId, attempt))
        {
            return false;
        }

        foreach (var share in shares)
        {
            Load(share.BudgetId, share.StartsAt).Correct(share, real);
        }

        return true;
    }

    /// <summary>Counts an open hold as spent, since nobody can settle it now; the row stays until somebody tells better.</summary>
    public bool Count(string requestId, int attempt, IReadOnlyList<HoldShare> shares, HoldState state)
    {
        if (!sql.TryCountHold(requestId, attempt, state))
        {
            return false;
        }

        foreach (var share in shares)
        {
            Load(share.BudgetId, share.StartsAt).Count(share);
        }

        return true;
    }

    /// <summary>Books what a hold came to that nobody has seen: it never had a row.</summary>
    public void Spend(IReadOnlyList<HoldShare> shares, in Charge real)
    {
        foreach (var share in shares)
        {
            Load(share.BudgetId, share.StartsAt).Spend(share.Real(real));
        }
    }

    /// <summary>Brings a window up to what the ledger knows to be spent in it.</summary>
    /// <param name="budgetId">The budget.</param>
    /// <param name="startsAt">The window or slice.</param>
    /// <param name="spent">The ledger's sum.</param>
    /// <param name="raises">
    /// Whether a window that has a row is raised too. Not while something is held in it: what is in the ledger may be about to be settled.
    /// </param>
    public void Seed(string budgetId, long startsAt, long spent, bool raises)
    {
        var window = Load(budgetId, startsAt);
        if (window.Held == 0 && window.Spent < spent && (raises || window.IsNew))
        {
            window.Spend(spent - window.Spent);
        }
    }

    /// <summary>Writes what changed. The transaction is the caller's to commit.</summary>
    public void Flush() => sql.WriteWindows([.. _windows.Values.Where(static window => window.IsChanged)]);

    private Window Load(string budgetId, long startsAt)
    {
        if (!_windows.TryGetValue((budgetId, startsAt), out var window))
        {
            Load([(budgetId, startsAt)]);
            window = _windows[(budgetId, startsAt)];
        }

        return window;
    }

    private void LoadFrom(string budgetId, long from)
    {
        if (_loadedFrom.TryGetValue(budgetId, out var loaded) && loaded <= from)
        {
            return;
        }

        foreach (var (startsAt, spent, held) in sql.ReadWindows(budgetId, from))
        {
            _windows.TryAdd((budgetId, startsAt), new Window(budgetId, startsAt, spent, held, isNew: false));
        }

        _loadedFrom[budgetId] = from;
    }
}
