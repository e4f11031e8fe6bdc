using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Weir.Gateway.Audit;

/// <summary>
/// Takes notes of what happens and writes them to the chain, in the order in which they came. Handing in never waits; where the database fails, rows wait until it works
/// again. What does not fit any more is counted, and the log says how many were lost.
/// </summary>
internal sealed partial class AuditLog : IAsyncDisposable
{
    /// <summary>Rows that wait for the database at most.</summary>
    public const int Room = 10_000;

    private const int LargestBatch = 100;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Channel<Entry> _entries = Channel.CreateUnbounded<Entry>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _stop = new();
    private readonly AuditTable _table;
    private readonly AuditActor _process;
    private readonly TimeProvider _time;
    private readonly ILogger<AuditLog> _logger;
    private readonly Task _writing;
    private int _waiting;
    private long _lost;

    /// <param name="table">The chain.</param>
    /// <param name="process">Whose doing it is where nobody asked.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Hears of failures.</param>
    public AuditLog(AuditTable table, AuditActor process, TimeProvider time, ILogger<AuditLog> logger)
    {
        (_table, _process, _time, _logger) = (table, process, time, logger);
        _writing = Task.Run(WriteAllAsync);
    }

    /// <summary>Hands in what happened. Returns at once.</summary>
    public void Note(AuditNote note)
    {
        ArgumentNullException.ThrowIfNull(note);
        if (Interlocked.Increment(ref _waiting) > Room)
        {
            Interlocked.Decrement(ref _waiting);
            Interlocked.Increment(ref _lost);
            return;
        }

        _entries.Writer.TryWrite(new Entry(RowOf(note), null));
    }

    /// <summary>Waits until everything handed in before is in the database; at most a few seconds where the database fails.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        var mark = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (_entries.Writer.TryWrite(new Entry(null, mark)))
        {
            try
            {
                await mark.Task.WaitAsync(TimeSpan.FromSeconds(5), _time, cancellationToken);
            }
            catch (TimeoutException)
            {
                // It is in the log why; the rows wait.
            }
        }
    }

    /// <summary>Writes what waits, then ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _entries.Writer.TryComplete();
        _stop.CancelAfter(TimeSpan.FromSeconds(5));
        await _writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private AuditRow RowOf(AuditNote note)
    {
        var actor = note.Actor ?? AuditScope.Actor ?? _process;
        return new AuditRow
        {
            At = (note.At ?? _time.GetUtcNow()).ToUnixTimeMilliseconds(),
            ActorKind = actor.Kind,
            Actor = AuditFacts.Cut(actor.Name),
            Address = actor.Address,
            Agent = actor.Agent,
            Kind = note.Kind,
            Subject = AuditFacts.Cut(note.Subject),
            Times = note.Times,
            Before = note.Before,
            After = note.After,
        };
    }

    private async Task WriteAllAsync()
    {
        var rows = new List<AuditRow>();
        var marks = new List<TaskCompletionSource>();
        while (await _entries.Reader.WaitToReadAsync())
        {
            while (rows.Count < LargestBatch && _entries.Reader.TryRead(out var entry))
            {
                if (entry.Row is { } row)
                {
                    rows.Add(row);
                }
                else
                {
                    marks.Add(entry.Mark!);
                }
            }

            await WriteAsync(rows);
            rows.Clear();
            marks.ForEach(static mark => mark.TrySetResult());
            marks.Clear();
        }
    }

    private async Task WriteAsync(List<AuditRow> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        var written = rows.Count;
        var lost = Interlocked.Exchange(ref _lost, 0);
        if (lost > 0)
        {
            rows.Add(RowOf(new AuditNote { Kind = AuditKinds.Lost, Times = lost, Actor = _process }));
        }

        while (true)
        {
            try
            {
                await _table.AppendAsync(rows, CancellationToken.None);
                Interlocked.Add(ref _waiting, -written);
                return;
            }
#pragma warning disable CA1031 // The rows must not end with whatever it meets: they wait, and the log says why.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                LogFailed(exception, rows.Count);
                await Task.Delay(Pause, _time, _stop.Token);
            }
        }
    }

    [LoggerMessage(EventId = 3100, Level = LogLevel.Error, Message = "{Count} rows of the audit log could not be written; they wait, and Weir tries again")]
    private partial void LogFailed(Exception exception, int count);

    /// <summary>A row to write, or a mark to tell that everything before is written.</summary>
    private readonly record struct Entry(AuditRow? Row, TaskCompletionSource? Mark);
}
