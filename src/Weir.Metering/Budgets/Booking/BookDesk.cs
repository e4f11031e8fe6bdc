using System.Collections.Concurrent;
using System.Data.Common;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Weir.Storage;
using Weir.Storage.Sqlite;

namespace Weir.Metering.Budgets.Booking;

/// <summary>
/// The one reader of the queue: takes what is there, runs it as one transaction, and hands the outcomes over. The more requests come, the
/// more share a transaction.
/// </summary>
internal sealed partial class BookDesk : IDisposable
{
    private readonly ConcurrentQueue<SettleEntry> _ended = new();
    private readonly Channel<BookEntry> _entries;
    private readonly BookBatch _batch;
    private readonly HoldSweep _sweep;
    private readonly Database _database;
    private readonly BudgetOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ITimer _alarm;
    private readonly List<SettleEntry> _settlements = [];
    private readonly List<WorkEntry> _works = [];
    private readonly List<ReserveEntry> _reserves = [];
    private readonly List<ReserveEntry> _waiting = [];
    private SweepEntry? _wanted;
    private bool _isWakeSet;
    private int _isAlarmSet;
    private volatile bool _hasWaiting;

    public BookDesk(Channel<BookEntry> entries, BookBatch batch, HoldSweep sweep, Database database, BudgetOptions options, TimeProvider time, ILogger logger)
    {
        _entries = entries;
        _batch = batch;
        _sweep = sweep;
        _database = database;
        _options = options;
        _time = time;
        _logger = logger;

        // By the real clock: it is about threads, not about windows.
        _alarm = TimeProvider.System.CreateTimer(static desk => ((BookDesk)desk!).Ring(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>
    /// Takes a settlement in, for which nobody waits: it goes with the next transaction, at the latest after <see cref="BudgetOptions.SettleWithin"/>; at once
    /// where somebody waits for the room that it makes.
    /// </summary>
    public void Settle(SettleEntry entry)
    {
        _ended.Enqueue(entry);
        if (_hasWaiting)
        {
            Wake();
        }
        else if (Interlocked.Exchange(ref _isAlarmSet, 1) == 0)
        {
            _alarm.Change(_options.SettleWithin, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Runs until the queue is closed and empty. However it ends, nobody is left waiting for an answer.</summary>
    public async Task RunAsync()
    {
        try
        {
            while (await _entries.Reader.WaitToReadAsync().ConfigureAwait(false))
            {
                Take();
                if (TryRun())
                {
                    RunSweep();
                }
                else
                {
                    // Settlements stay here and are tried again with the next batch, at the latest in a moment.
                    await Task.Delay(_options.WakeInterval, _time).ConfigureAwait(false);
                    Wake();
                }
            }

            Take();
            TryRun();
        }
        finally
        {
            _entries.Writer.TryComplete();
            Take();
            FailAll(new StorageException("The budgets' books are closed.", "Start Weir again; see its log where it did not stop on purpose."));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _alarm.Dispose();

    private void Take()
    {
        var isRoom = false;
        while (_reserves.Count < _options.BatchSize && _entries.Reader.TryRead(out var entry))
        {
            switch (entry)
            {
                case WorkEntry work:
                    _works.Add(work);
                    break;
                case ReserveEntry reserve:
                    _reserves.Add(reserve);
                    break;
                case SweepEntry wanted:
                    _wanted = wanted;
                    break;
                default:
                    _isWakeSet = false;
                    isRoom = true;
                    break;
            }
        }

        // After the entries: what was settled before one of them was handed in goes with it.
        while (_ended.TryDequeue(out var settlement))
        {
            _settlements.Add(settlement);
        }

        if (_waiting.Count > 0 && (isRoom || _settlements.Count > 0))
        {
            // Who waits has come first.
            _reserves.InsertRange(0, _waiting);
            _waiting.Clear();
        }
    }

    private bool TryRun()
    {
        if (_settlements.Count + _works.Count + _reserves.Count == 0)
        {
            return true;
        }

        try
        {
            var orphans = _batch.Run(_settlements, _works, _reserves, _waiting);
            _settlements.Clear();
            _works.Clear();
            _reserves.Clear();
            _settlements.AddRange(orphans.Select(static orphan => new SettleEntry(orphan, Charge.Nothing)));
            _hasWaiting = _waiting.Count > 0;
            if (_hasWaiting || _settlements.Count > 0)
            {
                WakeLater();
            }

            return true;
        }
        catch (Exception e) when (e is DbException or InvalidDataException)
        {
            var explained = e is DbException ? _database.Explain(e) : new StorageException(e.Message, "Restore a backup of the database.", e);
            LogFailed(e, explained.Message, explained.Action, _settlements.Count);
            FailAll(explained);
            return false;
        }
    }

    private void FailAll(Exception exception)
    {
        foreach (var entry in _reserves.Concat(_waiting))
        {
            entry.Fail(exception);
        }

        _works.ForEach(entry => entry.Fail(exception));
        _reserves.Clear();
        _waiting.Clear();
        _works.Clear();
        _hasWaiting = false;
    }

    private void RunSweep()
    {
        if (_wanted is not { } wanted)
        {
            return;
        }

        _wanted = null;
        try
        {
            var (settled, counted) = _sweep.Run(wanted.IsOrphan);
            if (settled + counted > 0)
            {
                LogSwept(settled, counted);
            }
        }
        catch (Exception e) when (e is DbException or InvalidDataException)
        {
            var explained = _database.Explain(e);
            LogFailed(e, explained.Message, explained.Action, 0);
        }
    }

    private void WakeLater()
    {
        if (!_isWakeSet)
        {
            _isWakeSet = true;
            _ = WakeSoonAsync();
        }
    }

    private async Task WakeSoonAsync()
    {
        await Task.Delay(_options.WakeInterval, _time).ConfigureAwait(false);
        Wake();
    }

    private void Ring()
    {
        _isAlarmSet = 0;
        Wake();
    }

    private void Wake() => _entries.Writer.TryWrite(WakeEntry.Instance);

    [LoggerMessage(EventId = 141, Level = LogLevel.Error,
        Message = "{Reason} {Remedy} Requests with a budget are refused meanwhile; {Settlements} settlements wait, and Weir tries again")]
    private partial void LogFailed(Exception exception, string reason, string remedy, int settlements);

    [LoggerMessage(EventId = 142, Level = LogLevel.Warning,
        Message = "Holds of other runs on budgets: {Settled} settled from the ledger, {Counted} counted as spent since nobody knows what they cost")]
    private partial void LogSwept(int settled, int counted);
}
