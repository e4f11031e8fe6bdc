using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Extensions.Logging;
using Weir.Storage;
using Weir.Storage.Sqlite;

namespace Weir.Metering.Budgets.Booking.Own;

/// <summary>
/// The books where one process owns them. A request books on its own thread, in memory, with one write to the journal. What needs the rows
/// themselves has the books go away for a moment: the journal is folded, the rows are changed, and the books are read from them again.
/// </summary>
internal sealed partial class OwnDesk(
    BookSql sql, HoldSweep sweep, IBookJournal journal, Database database, BudgetOptions options, string run, TimeProvider time, ILogger logger)
    : BookDesk(database, options, time)
{
    private readonly Lock _gate = new();
    private readonly OwnBooks _books = new(journal);
    private readonly HoldMaker _holds = new(options, run);
    private readonly ConcurrentQueue<SettleEntry> _ended = new();
    private bool _isAway;
    private bool _isClosed;
    private volatile bool _hasWaiting;

    /// <inheritdoc/>
    /// <remarks>Who waits for what others hold has come first: then all take their turn.</remarks>
    public override ValueTask<ReserveOutcome> ReserveAsync(ReserveRequest request, IReadOnlyList<Budget> budgets, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return !_hasWaiting && TryReserve(request, budgets) is { } outcome && !(outcome.Refusal is { IsHeldByOthers: true } && request.Patience > TimeSpan.Zero)
            ? ValueTask.FromResult(outcome)
            : base.ReserveAsync(request, budgets, cancellationToken);
    }

    /// <inheritdoc/>
    public override void Settle(Reservation reservation, Charge? real)
    {
        var entry = new SettleEntry(reservation, real);
        bool isBooked;
        lock (_gate)
        {
            isBooked = !_isAway && TryEnd(entry);
        }

        if (!isBooked)
        {
            _ended.Enqueue(entry);
        }

        if (!isBooked || _hasWaiting)
        {
            Wake();
        }
    }

    /// <inheritdoc/>
    public override async Task DrainAsync(CancellationToken cancellationToken)
    {
        bool isInHand;
        lock (_gate)
        {
            isInHand = _isAway;
        }

        // What is in the journal only has to be folded; what is not yet takes its turn first.
        if (isInHand || !_ended.IsEmpty)
        {
            await base.DrainAsync(cancellationToken).ConfigureAwait(false);
        }

        await journal.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
        }

        base.Close();
    }

    /// <inheritdoc/>
    protected override bool TakeSettlements()
    {
        var isRoom = false;
        lock (_gate)
        {
            while (_ended.TryPeek(out var entry) && TryEnd(entry))
            {
                _ended.TryDequeue(out _);
                isRoom = true;
            }
        }

        return isRoom;
    }

    /// <inheritdoc/>
    protected override async ValueTask ServeAsync()
    {
        if (Works.Count > 0 || HasUnknown() || IsSweepDue())
        {
            await GoAwayAsync().ConfigureAwait(false);
            TakeSettlements();
        }

        Serve();
        _hasWaiting = Waiting.Count > 0;
        if (_hasWaiting || !_ended.IsEmpty)
        {
            WakeLater();
        }
    }

    private ReserveOutcome? TryReserve(ReserveRequest request, IReadOnlyList<Budget> budgets)
    {
        ReserveOutcome? outcome;
        lock (_gate)
        {
            if (_isAway || _isClosed || !_books.Knows(budgets, request.At))
            {
                return null;
            }

            outcome = _holds.Make(_books, request, budgets, Now);
        }

        return outcome ?? throw HoldMaker.Twice(request);
    }

    // False where the journal can't be written: the hold stays, and it is tried again.
    private bool TryEnd(SettleEntry entry)
    {
        try
        {
            _books.End(entry.Reservation, entry.Real);
            return true;
        }
        catch (StorageException e)
        {
            LogNotWritten(e);
            return false;
        }
    }

    private void Serve()
    {
        var now = Now;
        foreach (var entry in Reserves)
        {
            if (entry.IsAbandoned)
            {
                continue;
            }

            try
            {
                ReserveOutcome? outcome;
                lock (_gate)
                {
                    outcome = _holds.Make(_books, entry.Request, entry.Budgets, now);
                }

                if (Deliver(entry, outcome, now) is { } orphan)
                {
                    Settle(orphan, Charge.Nothing);
                }
            }
            catch (StorageException e)
            {
                entry.Fail(e);
            }
        }

        Reserves.Clear();
    }

    private bool HasUnknown()
    {
        lock (_gate)
        {
            return Reserves.Exists(entry => !_books.Knows(entry.Budgets, entry.Request.At));
        }
    }

    private bool IsSweepDue()
    {
        try
        {
            if (IsSweepWanted)
            {
                sweep.Forget();
                IsSweepWanted = sweep.IsNeeded();
            }

            return IsSweepWanted;
        }
        catch (Exception e) when (e is DbException or InvalidDataException)
        {
            LogExplained(e);
            return IsSweepWanted = false;
        }
    }

    private async Task GoAwayAsync()
    {
        lock (_gate)
        {
            _isAway = true;
        }

        try
        {
            await journal.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            ChangeRows();
        }
        catch (Exception e) when (e is DbException or InvalidDataException or StorageException)
        {
            var explained = LogExplained(e);
            Works.ForEach(work => work.Fail(explained));
            Works.Clear();
            FailUnknown(explained);
        }
        finally
        {
            lock (_gate)
            {
                _isAway = false;
            }
        }
    }

    private void ChangeRows()
    {
        List<Budget> kept;
        lock (_gate)
        {
            // Not before all of it is in the rows, which it is now; and gone until they are read again, whatever happens between.
            kept = [.. _books.Budgets];
            _books.Replace([]);
        }

        try
        {
            Work();
            if (IsSweepWanted)
            {
                IsSweepWanted = false;
                sweep.Run();
            }
        }
        finally
        {
            var read = Read(Works.LastOrDefault(static work => work.InForce is not null)?.InForce ?? kept);
            lock (_gate)
            {
                _books.Replace(read);
            }
        }

        Works.ForEach(static work => work.Complete());
        Works.Clear();
    }

    private void Work()
    {
        if (Works.Count == 0)
        {
            return;
        }

        using var transaction = sql.Begin();
        var books = new BookTransaction(sql);
        books.TakeTurns(Works.SelectMany(static work => work.BudgetIds));
        Works.ForEach(work => work.Run(sql, books));
        books.Flush();
        transaction.Commit();
    }

    // Those in force, and those that requests in hand came for.
    private List<OwnBudget> Read(IReadOnlyList<Budget> inForce)
    {
        var now = Now;
        var inHand = Reserves.SelectMany(static entry => entry.Budgets.Select(budget => (Budget: budget, From: OwnBudget.CountsFrom(budget, entry.Request.At))));
        return [.. inForce.Select(budget => (Budget: budget, From: OwnBudget.From(budget, now))).Concat(inHand)
            .GroupBy(static wanted => wanted.Budget.Id)
            .Select(group => Read(group.First().Budget, group.Min(static wanted => wanted.From)))];
    }

    private OwnBudget Read(Budget budget, long from) => new(
        budget, from, sql.ReadWindows(budget.Id, from).Select(row => new Window(budget.Id, row.StartsAt, row.Spent, row.Held, isNew: false)));

    // The others can be decided about by what is in memory.
    private void FailUnknown(Exception exception)
    {
        lock (_gate)
        {
            foreach (var entry in Reserves.Where(entry => !_books.Knows(entry.Budgets, entry.Request.At)))
            {
                entry.Fail(exception);
            }
        }
    }

    private StorageException LogExplained(Exception exception)
    {
        var explained = Explain(exception);
        LogFailed(exception, explained.Message, explained.Action);
        return explained;
    }

    [LoggerMessage(EventId = 143, Level = LogLevel.Error, Message = "{Reason} {Remedy} Requests on budgets that are not in memory are refused meanwhile")]
    private partial void LogFailed(Exception exception, string reason, string remedy);

    [LoggerMessage(EventId = 144, Level = LogLevel.Error, Message = "The end of a hold could not be written to the journal; it stays held, and Weir tries again")]
    private partial void LogNotWritten(Exception exception);
}
