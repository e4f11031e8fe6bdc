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
internal sealed partial class BookDesk(
    Channel<BookEntry> entries, BookBatch batch, HoldSweep sweep, Database database, BudgetOptions options, TimeProvider time, ILogger logger)
{
    private readonly List<SettleEntry> _settlements = [];
    private readonly List<WorkEntry> _works = [];
    private readonly List<ReserveEntry> _reserves = [];
    private readonly List<ReserveEntry> _waiting = [];
    private SweepEntry? _sweep;
    private bool _isWakeSet;

    /// <summary>Runs until the queue is closed and empty. However it ends, nobody is left waiting for an answer.</summary>
    public async Task RunAsync()
    {
        try
        {
            while (await entries.Reader.WaitToReadAsync().ConfigureAwait(false))
            {
                Take();
                if (TryRun())
                {
                    RunSweep();
                }
                else
                {
                    // Settlements stay here and are tried again with the next batch, at the latest in a moment.
                    await Task.Delay(options.WakeInterval, time).ConfigureAwait(false);
                    Wake();
                }
            }

            TryRun();
        }
        finally
        {
            entries.Writer.TryComplete();
            Take();
            FailAll(new StorageException("The budgets' books are closed.", "Start Weir again; see its log where it did not stop on purpose."));
        }
    }

    private void Take()
    {
        var isRoom = false;
        while (_reserves.Count < options.BatchSize && entries.Reader.TryRead(out var entry))
        {
            switch (entry)
            {
                case SettleEntry settlement:
                    _settlements.Add(settlement);
                    break;
                case WorkEntry work:
                    _works.Add(work);
                    break;
                case ReserveEntry reserve:
                    _reserves.Add(reserve);
                    break;
                case SweepEntry wanted:
                    _sweep = wanted;
                    break;
                default:
                    _isWakeSet = false;
                    isRoom = true;
                    break;
            }
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
            var orphans = batch.Run(_settlements, _works, _reserves, _waiting);
            _settlements.Clear();
            _works.Clear();
            _reserves.Clear();
            _settlements.AddRange(orphans.Select(static orphan => new SettleEntry(orphan, Charge.Nothing)));
            if (_waiting.Count > 0 || _settlements.Count > 0)
            {
                WakeLater();
            }

            return true;
        }
        catch (Exception e) when (e is DbException or InvalidDataException)
        {
            var explained = e is DbException ? database.Explain(e) : new StorageException(e.Message, "Restore a backup of the database.", e);
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
    }

    private void RunSweep()
    {
        if (_sweep is not { } wanted)
        {
            return;
        }

        _sweep = null;
        try
        {
            var (settled, counted) = sweep.Run(wanted.IsOrphan);
            if (settled + counted > 0)
            {
                LogSwept(settled, counted);
            }
        }
        catch (Exception e) when (e is DbException or InvalidDataException)
        {
            var explained = database.Explain(e);
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
        await Task.Delay(options.WakeInterval, time).ConfigureAwait(false);
        Wake();
    }

    private void Wake() => entries.Writer.TryWrite(WakeEntry.Instance);

    [LoggerMessage(EventId = 141, Level = LogLevel.Error,
        Message = "{Reason} {Remedy} Requests with a budget are refused meanwhile; {Settlements} settlements wait, and Weir tries again")]
    private partial void LogFailed(Exception exception, string reason, string remedy, int settlements);

    [LoggerMessage(EventId = 142, Level = LogLevel.Warning,
        Message = "Holds of other runs on budgets: {Settled} settled from the ledger, {Counted} counted as spent since nobody knows what they cost")]
    private partial void LogSwept(int settled, int counted);
}
