namespace Weir.Metering.Budgets.Booking;

/// <summary>Something for the books to do.</summary>
internal abstract class BookEntry
{
    /// <summary>The budgets it touches.</summary>
    public abstract IEnumerable<string> BudgetIds { get; }
}

/// <summary>A wish for a hold.</summary>
internal sealed class ReserveEntry(ReserveRequest request, IReadOnlyList<Budget> budgets, DateTimeOffset deadline) : BookEntry
{
    private readonly TaskCompletionSource<ReserveOutcome> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ReserveRequest Request => request;

    public IReadOnlyList<Budget> Budgets => budgets;

    /// <summary>Until when it may wait for what others hold.</summary>
    public DateTimeOffset Deadline => deadline;

    public override IEnumerable<string> BudgetIds => budgets.Select(static budget => budget.Id);

    public Task<ReserveOutcome> Task => _done.Task;

    public bool IsAbandoned => _done.Task.IsCompleted;

    /// <summary>Hands the outcome over; false when the caller has gone.</summary>
    public bool TryComplete(ReserveOutcome outcome) => _done.TrySetResult(outcome);

    public void Fail(Exception exception) => _done.TrySetException(exception);

    public void Abandon(CancellationToken cancellationToken) => _done.TrySetCanceled(cancellationToken);
}

/// <summary>The end of a hold: what it cost, or null where only the upstream knows.</summary>
internal sealed class SettleEntry(Reservation reservation, Charge? real) : BookEntry
{
    public Reservation Reservation => reservation;

    public Charge? Real => real;

    public override IEnumerable<string> BudgetIds => reservation.Shares.Select(static share => share.BudgetId);
}

/// <summary>Anything else that needs a transaction on the books.</summary>
internal sealed class WorkEntry(IReadOnlyCollection<string> budgetIds, Action<BookSql, BookTransaction> work) : BookEntry
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Work that only waits for its turn.</summary>
    public static WorkEntry Nothing => new([], static (_, _) => { });

    /// <summary>Where set, the budgets that are in force from now on.</summary>
    public IReadOnlyList<Budget>? InForce { get; init; }

    public override IEnumerable<string> BudgetIds => budgetIds;

    public Task Task => _done.Task;

    public void Run(BookSql sql, BookTransaction transaction) => work(sql, transaction);

    public void Complete() => _done.TrySetResult();

    public void Fail(Exception exception) => _done.TrySetException(exception);
}

/// <summary>Wakes the books up, for those that wait for what others hold.</summary>
internal sealed class WakeEntry : BookEntry
{
    public static WakeEntry Instance { get; } = new();

    public override IEnumerable<string> BudgetIds => [];
}

/// <summary>Time to look after holds that nobody will settle.</summary>
internal sealed class SweepEntry : BookEntry
{
    public static SweepEntry Instance { get; } = new();

    public override IEnumerable<string> BudgetIds => [];
}
