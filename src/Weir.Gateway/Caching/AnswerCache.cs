using System.Data.Common;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Weir.Routing.Configuration;
using Weir.Routing.Snapshots;
using Weir.Storage;

namespace Weir.Gateway.Caching;

/// <summary>
/// The kept answers: in memory, and behind it in the database where the configuration says so. A database that fails costs hits, nothing else. Once a minute what is too old goes; once
/// the cache is switched off, all goes.
/// </summary>
internal sealed partial class AnswerCache(MemoryAnswers memory, DatabaseAnswers rows, ISnapshotSource snapshots, TimeProvider time, ILogger<AnswerCache> logger) : BackgroundService
{
    /// <summary>Answers that wait to be written; more than these are kept in memory alone.</summary>
    private const int MostWaiting = 64;

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly Channel<(string Digest, CachedAnswer Answer)> _waiting = Channel.CreateBounded<(string, CachedAnswer)>(
        new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    private bool _isEmptied;

    /// <summary>The answer to a request; null when there is none that is young enough.</summary>
    public async ValueTask<CachedAnswer?> FindAsync(string digest, CacheConfig settings, CancellationToken cancellationToken)
    {
        var oldest = time.GetUtcNow() - settings.Ttl;
        if (memory.Find(digest) is { } held)
        {
            return held.StoredAt > oldest ? held : null;
        }

        if (!settings.InDatabase)
        {
            return null;
        }

        try
        {
            var found = await rows.FindAsync(digest, oldest, cancellationToken);
            if (found is not null)
            {
                memory.Keep(digest, found, settings.MaxBytes);
            }

            return found;
        }
        catch (Exception exception) when (exception is StorageException or DbException)
        {
            LogFailed(exception);
            return null;
        }
    }

    /// <summary>Keeps an answer; the database gets it a little later.</summary>
    public void Keep(string digest, CachedAnswer answer, CacheConfig settings)
    {
        memory.Keep(digest, answer, settings.MaxBytes);
        if (settings.InDatabase)
        {
            _waiting.Writer.TryWrite((digest, answer));
        }
    }

    /// <summary>Lets go what is too old or too much, by the configuration that holds now.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var settings = snapshots.Current.Config.Cache;
        if (!settings.Enabled && _isEmptied)
        {
            return;
        }

        var oldest = time.GetUtcNow() - settings.Ttl;
        memory.Sweep(oldest, settings.Enabled ? settings.MaxBytes : 0);
        try
        {
            await rows.SweepAsync(oldest, settings is { Enabled: true, InDatabase: true } ? settings.MaxBytes : 0, cancellationToken);
            _isEmptied = !settings.Enabled;
        }
        catch (Exception exception) when (exception is StorageException or DbException)
        {
            LogFailed(exception);
        }
    }

    /// <summary>Writes what waits; a stop waits for it.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _waiting.Writer.TryComplete();
        await base.StopAsync(cancellationToken);

        // A service that is stopped as soon as it is started never ran.
        while (_waiting.Reader.TryRead(out var left))
        {
            await WriteAsync(left.Digest, left.Answer);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var sweeps = SweepAgainAndAgainAsync(stoppingToken);
        await foreach (var (digest, answer) in _waiting.Reader.ReadAllAsync(CancellationToken.None))
        {
            await WriteAsync(digest, answer);
        }

        await sweeps;
    }

    private async Task WriteAsync(string digest, CachedAnswer answer)
    {
        try
        {
            await rows.KeepAsync(digest, answer, CancellationToken.None);
        }
        catch (Exception exception) when (exception is StorageException or DbException)
        {
            LogFailed(exception);
        }
    }

    private async Task SweepAgainAndAgainAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            do
            {
                await SweepAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The usual end.
        }
    }

    [LoggerMessage(EventId = 3060, Level = LogLevel.Warning, Message = "The response cache could not use the database; requests go on without it")]
    private partial void LogFailed(Exception exception);
}
