using System.Buffers;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Weir.Metering.Budgets.Booking.Own;
using Weir.Metering.Ledger.Folding;
using Weir.Metering.Ledger.Journal;
using Weir.Metering.Ledger.Records;
using Weir.Storage;

namespace Weir.Metering.Ledger;

/// <summary>
/// The book of requests: appends go to a journal file, and a loop of its own folds that into the database. What a crash leaves in the
/// journal, the next start folds. See docs/ledger.md.
/// </summary>
public sealed partial class UsageLedger : BackgroundService, IUsageLedger, IBookJournal
{
    private static readonly TimeSpan LongestLastFold = TimeSpan.FromSeconds(5);

    private readonly SegmentFiles _files;
    private readonly JournalFold _fold;
    private readonly LedgerOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<UsageLedger> _logger;
    private readonly SemaphoreSlim _folding = new(1, 1);
    private JournalLock? _lock;
    private JournalWriter? _writer;
    private JournalPosition _folded;

    internal UsageLedger(SegmentFiles files, JournalFold fold, LedgerOptions options, TimeProvider time, ILogger<UsageLedger> logger)
    {
        _files = files;
        _fold = fold;
        _options = options;
        _time = time;
        _logger = logger;
    }

    /// <summary>Takes the journal and begins a segment. What an earlier run left is folded by the loop, while requests are served.</summary>
    /// <exception cref="StorageException">Another Weir runs on the data folder, or the journal can't be written.</exception>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        _lock = await JournalLock.TakeAsync(_files.Folder, _options.LockPatience, _time, cancellationToken);
        var folded = await _fold.PositionAsync(cancellationToken);
        var last = _files.List() is [.., var newest] ? Math.Max(newest, folded.Segment) : folded.Segment;
        _writer = new JournalWriter(_files, last + 1, _options.SegmentBytes);
        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public void Append(UsageRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        Write(new RecordEntry(record));
    }

    /// <inheritdoc/>
    void IBookJournal.Append<T>(in T entry) => Write(entry);

    /// <summary>Folds now what was appended before the call, so that queries see it.</summary>
    /// <exception cref="StorageException">The database can't be used; the records stay in the journal.</exception>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        var writer = _writer ?? throw new InvalidOperationException("The ledger is not started.");
        await _folding.WaitAsync(cancellationToken);
        try
        {
            var end = writer.End;
            if (end == _folded)
            {
                return;
            }

            var records = await _fold.FoldAsync(end, cancellationToken);
            _folded = end;
            if (records > 0)
            {
                LogFolded(records);
            }

            // A deleted file goes on taking writes that nobody will ever read.
            if (!File.Exists(_files.PathOf(end.Segment)))
            {
                LogGone(_files.PathOf(end.Segment));
                writer.Abandon(end.Segment);
            }
        }
        finally
        {
            _folding.Release();
        }
    }

    /// <summary>Folds what is left. Where that fails, the next start does it.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (_writer is not null)
        {
            await TryFlushAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        _writer?.Dispose();

        // A fold that still runs ends at its next transaction; only then may another process have the journal. The semaphore itself has
        // nothing to dispose of as long as nobody asks for its wait handle, and a late flush must not find it gone.
        if (_folding.Wait(LongestLastFold))
        {
            _folding.Release();
        }

        _lock?.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = _options.FoldInterval;
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(pause, _time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stoppingToken.IsCancellationRequested)
            {
                // A stop is the usual end, also of a start that failed: no exception for it.
                return;
            }

            var ok = await TryFlushAsync(stoppingToken);
            pause = ok ? _options.FoldInterval : TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, _options.LongestRetryPause.Ticks));
        }
    }

    private void Write<T>(in T entry)
        where T : struct, IJournalEntry
    {
        var writer = _writer ?? throw new InvalidOperationException("The ledger is not started.");
        var buffer = ArrayPool<byte>.Shared.Rent(Frame.HeaderSize + entry.MaxSize);
        try
        {
            var length = entry.Encode(buffer.AsSpan(Frame.HeaderSize));
            var frame = buffer.AsSpan(0, Frame.HeaderSize + length);
            Frame.Seal(frame, writer.Header);
            writer.Append(frame);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task<bool> TryFlushAsync(CancellationToken cancellationToken)
    {
        try
        {
            await FlushAsync(cancellationToken);
            return true;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return true;
        }
        catch (StorageException e)
        {
            LogFoldingFailed(e, e.Message, e.Action);
            return false;
        }
    }

    [LoggerMessage(EventId = 100, Level = LogLevel.Debug, Message = "Folded {Records} records of the ledger's journal into the database")]
    private partial void LogFolded(int records);

    [LoggerMessage(EventId = 101, Level = LogLevel.Error, Message = "{Reason} {Remedy} The ledger's records wait in the journal; Weir tries again")]
    private partial void LogFoldingFailed(Exception exception, string reason, string remedy);

    [LoggerMessage(EventId = 102, Level = LogLevel.Critical, Message = "Somebody deleted {Path}: requests that were not in the database yet are lost to the ledger")]
    private partial void LogGone(string path);
}
