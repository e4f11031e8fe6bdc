using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Weir.Routing.Overrides;
using Weir.Storage;

namespace Weir.Routing.Saved;

/// <summary>Looks every second whether another node, or a command without a gateway, has changed the overrides or the chains of the database.</summary>
internal sealed partial class RunningRefresher(OverrideBoard overrides, SavedChains chains, TimeProvider time, ILogger<RunningRefresher> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await TryRefreshAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // A stop is the usual end.
        }
    }

    private async Task TryRefreshAsync(CancellationToken stoppingToken)
    {
        try
        {
            await overrides.RefreshAsync(stoppingToken);
            await chains.RefreshAsync(stoppingToken);
        }
        catch (Exception exception) when (exception is StorageException or System.Data.Common.DbException)
        {
            LogFailed(exception);
        }
    }

    [LoggerMessage(EventId = 2010, Level = LogLevel.Error, Message = "The overrides and chains could not be read again; they stay as they were, and Weir tries again")]
    private partial void LogFailed(Exception exception);
}
