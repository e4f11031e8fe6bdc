using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Extensions.Logging;
using Weir.Storage.Sqlite;

namespace Weir.Metering.Budgets.Booking.Shared;

/// <summary>
/// The books where several processes share them: the database has them, and everything that came meanwhile is one transaction. The more
/// requests come, the more share a transaction.
/// </summary>
internal sealed partial class SharedDesk : BookDesk
{
    private readonly ConcurrentQueue<SettleEntry> _ended = new();
    private readonly SharedBatch _batch;
    private readonly HoldSweep _sweep;
    private readonly BudgetOptions _options;
    private readonly string _run;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ITimer _alarm;
    private readonly List<SettleEntry> _settlements = [];
    private int _isAlarmSet;
    private volatile bool _hasWaiting;

    public SharedDesk(BookSql sql, HoldSweep sweep, Database database, BudgetOptions options, string run, TimeProvider time, ILogger logger)
        : base(database, options, time)
    {
        _batch = new SharedBatch(sql, new HoldMaker(options, run), time);
        _sweep = sweep;
        _options = options;
        _run = run;
        _time = time;
        _logger = logger;

        // By the real clock: it is about threads, not about windows.
        _alarm = TimeProvider.System.CreateTimer(static desk => ((SharedDesk)desk!).Ring(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>
    /// Takes a settlement in: it goes with the next transaction, at the latest after <see cref="BudgetOptions.SettleWithin"/>; at once
    /// where somebody waits for the room that it makes.
    /// </summary>
    public override void Settle(Reservation reservation, Charge? real)
    {
        _ended.Enqueue(new SettleEntry(reservation, real));
        if (_hasWaiting)
        {
            Wake();
        }
        else if (Interlocked.Exchange(ref _isAlarmSet, 1) == 0)
        {
            _alarm.Change(_options.SettleWithin, Timeout.InfiniteTimeSpan);
        }
    }

    /// <inheritdoc/>
    public override void Sweep()
    {
        TryAdd(new WorkEntry([], (sql, _) => sql.Renew(_run, Now + _options.HoldLease)));
        base.Sweep();
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        _alarm.Dispose();
    }

    /// <inheritdoc/>
    protected override bool TakeSettlements()
    {
        while (_ended.TryDequeue(out var settlement))
        {
            _settlements.Add(settlement);
        }

        return _settlements.Count > 0;
    }

    /// <inheritdoc/>
    protected override async ValueTask ServeAsync()
    {
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

    private bool TryRun()
    {
        if (_settlements.Count + Works.Count + Reserves.Count == 0)
        {
            return true;
        }

        try
        {
            var outcomes = _batch.Run(_settlements, Works, Reserves);
            _settlements.Clear();
            Works.Clear();
            Reserves.Clear();
            var now = Now;
            foreach (var (entry, outcome) in outcomes)
            {
                if (Deliver(entry, outcome, now) is { } orphan)
                {
                    _settlements.Add(new SettleEntry(orphan, Charge.Nothing));
                }
            }

            _hasWaiting = Waiting.Count > 0;
            if (_hasWaiting || _settlements.Count > 0)
            {
                WakeLater();
            }

            return true;
        }
        catch (Exception e) when (e is DbException or InvalidDataException)
        {
            var explained = Explain(e);
            LogFailed(e, explained.Message, explained.Action, _settlements.Count);
            FailAll(explained);
            _hasWaiting = false;
            return false;
        }
    }

    private void RunSweep()
    {
        if (!IsSweepWanted)
        {
            return;
        }

        IsSweepWanted = false;
        try
        {
            _sweep.Forget();
            _sweep.Run();
        }
        catch (Exception e) when (e is DbException or InvalidDataException)
        {
            var explained = Explain(e);
            LogFailed(e, explained.Message, explained.Action, 0);
        }
    }

    private void Ring()
    {
        _isAlarmSet = 0;
        Wake();
    }

    [LoggerMessage(EventId = 141, Level = LogLevel.Error,
        Message = "{Reason} {Remedy} Requests with a budget are refused meanwhile; {Settlements} settlements wait, and Weir tries again")]
    private partial void LogFailed(Exception exception, string reason, string remedy, int settlements);
}
