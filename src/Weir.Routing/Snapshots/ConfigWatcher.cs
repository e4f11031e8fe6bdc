using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Weir.Routing.Configuration;

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
        var last = FileStamp.Of(path);
        FileStamp? tried = null;
        while (await TickAsync(timer, stoppingToken))
        {
            // What a command had read again meanwhile is not read twice.
            var now = FileStamp.Of(path);
            if (now != holder.Status.Stamp && now == last && now != tried)
            {
                tried = now;
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

    [LoggerMessage(EventId = 2003, Level = LogLevel.Error, Message = "The configuration could not be read again; the running one goes on")]
    private partial void LogFailed(Exception exception);
}
