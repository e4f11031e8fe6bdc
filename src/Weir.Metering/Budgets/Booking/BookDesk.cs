using System.Data.Common;
using System.Threading.Channels;
using Weir.Storage;
using Weir.Storage.Sqlite;

namespace Weir.Metering.Budgets.Booking;

/// <summary>
/// Where bookings are made: a queue with one reader for what takes its turn, and what that reader has in hand.
/// </summary>
internal abstract class BookDesk(Database database, BudgetOptions options, TimeProvider time) : IDisposable
{
    private readonly Channel<BookEntry> _entries = Channel.CreateUnbounded<BookEntry>(new UnboundedChannelOptions { SingleReader = true });
    private bool _isWakeSet;

    /// <summary>Taken, in the order of their coming, the reader's alone.</summary>
    protected List<WorkEntry> Works { get; } = [];

    /// <summary>Taken, those that waited before in front, the reader's alone.</summary>
    protected List<ReserveEntry> Reserves { get; } = [];

    /// <summary>Those that wait for what others hold, the reader's alone.</summary>
    protected List<ReserveEntry> Waiting { get; } = [];

    /// <summary>Whether holds that nobody will settle are to be looked after, the reader's alone.</summary>
    protected bool IsSweepWanted { get; set; }

    /// <summary>The moment that deadlines and windows are measured at.</summary>
    protected DateTimeOffset Now => time.GetUtcNow();

    /// <summary>As <see cref="BudgetBook.ReserveAsync"/>, for a request that has budgets.</summary>
    public virtual ValueTask<ReserveOutcome> ReserveAsync(ReserveRequest request, IReadOnlyList<Budget> budgets, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var entry = new ReserveEntry(request, budgets, request.Patience > TimeSpan.Zero ? Now + request.Patience : DateTimeOffset.MinValue);
        return TryAdd(entry) ? WaitAsync(entry, cancellationToken) : throw Closed();
    }

    /// <summary>Ends a hold, for which nobody waits: what it cost, or null where only the upstream knows.</summary>
    public abstract void Settle(Reservation reservation, Charge? real);

    /// <summary>Runs something in a transaction on the books, in the database.</summary>
    /// <exception cref="StorageException">The database can't be used, or the desk is closed; nothing is done.</exception>
    public Task WorkAsync(WorkEntry work, CancellationToken cancellationToken) =>
        TryAdd(work) ? work.Task.WaitAsync(cancellationToken) : throw Closed();

    /// <summary>Waits until everything handed in before the call is in the database.</summary>
    /// <exception cref="StorageException">The database can't be used, or the desk is closed.</exception>
    public virtual Task DrainAsync(CancellationToken cancellationToken) => WorkAsync(WorkEntry.Nothing, cancellationToken);

    /// <summary>Asks to look after holds that nobody will settle, soon.</summary>
    public virtual void Sweep() => TryAdd(SweepEntry.Instance);

    /// <summary>Takes no more entries; those that are there are still dealt with.</summary>
    public virtual void Close() => _entries.Writer.TryComplete();

    /// <summary>Runs until the desk is closed. However it ends, nobody is left waiting for an answer.</summary>
    public async Task RunAsync()
    {
        try
        {
            while (await _entries.Reader.WaitToReadAsync().ConfigureAwait(false))
            {
                Take();
                await ServeAsync().ConfigureAwait(false);
            }

            Take();
            await ServeAsync().ConfigureAwait(false);
        }
        finally
        {
            Close();
            Take();
            FailAll(new StorageException("The budgets' books are closed.", "Start Weir again; see its log where it did not stop on purpose."));
        }
    }

    /// <inheritdoc/>
    public virtual void Dispose() => Close();

    /// <summary>Deals with what was taken.</summary>
    protected abstract ValueTask ServeAsync();

    /// <summary>Whether what was taken besides makes room for those that wait.</summary>
    protected abstract bool TakeSettlements();

    /// <summary>Tells those that wait for an answer that there is none.</summary>
    protected void FailAll(Exception exception)
    {
        foreach (var entry in Reserves.Concat(Waiting))
        {
            entry.Fail(exception);
        }

        Works.ForEach(entry => entry.Fail(exception));
        Reserves.Clear();
        Waiting.Clear();
        Works.Clear();
    }

    /// <summary>Hands an outcome over, or keeps the request waiting.</summary>
    /// <returns>A reservation whose caller has gone meanwhile: to be released.</returns>
    protected Reservation? Deliver(ReserveEntry entry, ReserveOutcome? outcome, DateTimeOffset now)
    {
        if (outcome is null)
        {
            entry.Fail(HoldMaker.Twice(entry.Request));
        }
        else if (outcome.Refusal is { IsHeldByOthers: true } && now < entry.Deadline)
        {
            Waiting.Add(entry);
        }
        else if (!entry.TryComplete(outcome))
        {
            return outcome.Reservation;
        }

        return null;
    }

    /// <summary>Puts an entry into the queue; false when the desk is closed.</summary>
    protected bool TryAdd(BookEntry entry) => _entries.Writer.TryWrite(entry);

    protected void Wake() => TryAdd(WakeEntry.Instance);

    /// <summary>For those that wait, and for settlements that are to be tried again.</summary>
    protected void WakeLater()
    {
        if (!_isWakeSet)
        {
            _isWakeSet = true;
            _ = WakeSoonAsync();
        }
    }

    /// <summary>Says in words what keeps the books from being read or changed.</summary>
    protected StorageException Explain(Exception exception) => exception switch
    {
        StorageException known => known,
        DbException => database.Explain(exception),
        _ => new StorageException(exception.Message, "Restore a backup of the database.", exception),
    };

    private static StorageException Closed() => new("The budgets' books are closed: Weir is stopping.", "Try again when Weir runs again.");

    private static async ValueTask<ReserveOutcome> WaitAsync(ReserveEntry entry, CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.UnsafeRegister(
            static (state, token) => ((ReserveEntry)state!).Abandon(token), entry).ConfigureAwait(false);
        return await entry.Task.ConfigureAwait(false);
    }

    private void Take()
    {
        var isRoom = false;
        while (Reserves.Count < options.BatchSize && _entries.Reader.TryRead(out var entry))
        {
            switch (entry)
            {
                case WorkEntry work:
                    Works.Add(work);
                    break;
                case ReserveEntry reserve:
                    Reserves.Add(reserve);
                    break;
                case SweepEntry:
                    IsSweepWanted = true;
                    break;
                default:
                    _isWakeSet = false;
                    isRoom = true;
                    break;
            }
        }

        // After the entries: what was settled before one of them was handed in goes with it.
        isRoom |= TakeSettlements();
        if (Waiting.Count > 0 && isRoom)
        {
            // Who waits has come first.
            Reserves.InsertRange(0, Waiting);
            Waiting.Clear();
        }
    }

    private async Task WakeSoonAsync()
    {
        await Task.Delay(options.WakeInterval, time).ConfigureAwait(false);
        Wake();
    }
}
