using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Weir.Routing.Snapshots;

/// <summary>
/// Looks at weir.yaml every half second and has it read when its time or size changed and then stayed the same for one look (an editor may write in
/// steps). Looking costs one stat call and works on every file system; change notifications do not, on network and container mounts.
/// </summary>
public sealed partial class ConfigWatcher(string path, SnapshotHolder holder, TimeProvider time, ILogger<ConfigWatcher> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        var taken = Look();
        var last = taken;
        while (await TickAsync(timer, stoppingToken))
        {
            var now = Look();
            if (now != taken && now == last)
            {
                taken = now;
                TryReload();
            }

            last = now;
        }
    }

    /// <summary>A stop is the usual end, also of a start that failed: no exception for it.</summary>
    private static async Task<bool> TickAsync(PeriodicTimer timer, CancellationToken stoppingToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private void TryReload()
    {
        try
        {
            holder.Reload();
        }
#pragma warning disable CA1031 // The watcher must outlive whatever a file can do.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogFailed(exception);
        }
    }

    /// <summary>A file that is gone looks like one of time zero.</summary>
    private (DateTime Time, long Size) Look()
    {
        var file = new FileInfo(path);
        return file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;
    }

    [LoggerMessage(EventId = 2003, Level = LogLevel.Error, Message = "The configuration could not be read again; the running one goes on")]
    private partial void LogFailed(Exception exception);
}
