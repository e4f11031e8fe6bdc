using Microsoft.Extensions.Hosting;

namespace Weir.Gateway.Audit;

/// <summary>
/// Notes of what can happen a thousand times a second: the first of a kind is written at once, those of the next minute are counted into one row. Bounded: an outage, or
/// somebody who tries keys, does not fill the log or the memory. Safe for concurrent calls.
/// </summary>
internal sealed class AuditTally(AuditLog log, TimeProvider time) : BackgroundService
{
    /// <summary>Different things that are counted apart at most; what comes beyond is counted together, by kind.</summary>
    public const int Most = 1000;

    /// <summary>How long things are counted into one row.</summary>
    public static readonly TimeSpan Span = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Kind, string Subject, string From), Counted> _counted = [];

    /// <summary>Counts a note. Returns at once.</summary>
    public void Note(AuditNote note)
    {
        ArgumentNullException.ThrowIfNull(note);
        var key = (note.Kind, note.Subject, note.Actor?.Address ?? "");
        lock (_lock)
        {
            if (_counted.Count >= Most && !_counted.ContainsKey(key))
            {
                key = (note.Kind, "", "");
                note = new AuditNote { Kind = note.Kind, Actor = note.Actor is null ? null : new AuditActor(note.Actor.Kind, "") };
            }

            if (_counted.TryGetValue(key, out var counted))
            {
                counted.Times++;
                return;
            }

            _counted[key] = new Counted(note, time.GetUtcNow());
        }

        log.Note(note);
    }

    /// <summary>Writes the rows of spans that are over; of all, at the end.</summary>
    public void Close(bool all)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            foreach (var (key, counted) in _counted.Where(entry => all || now - entry.Value.Since >= Span).ToList())
            {
                if (counted.Times == 0)
                {
                    _counted.Remove(key);
                    continue;
                }

                // It goes on: what comes next is counted again, without a row of its own first.
                log.Note(counted.Note with { Times = counted.Times });
                (counted.Times, counted.Since) = (0, now);
            }
        }
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        Close(all: true);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                Close(all: false);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // A stop is the usual end.
        }
    }

    private sealed class Counted(AuditNote note, DateTimeOffset since)
    {
        public AuditNote Note { get; } = note;

        public DateTimeOffset Since { get; set; } = since;

        public long Times { get; set; }
    }
}
