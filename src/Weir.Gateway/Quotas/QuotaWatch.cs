using Microsoft.Extensions.Hosting;

namespace Weir.Gateway.Quotas;

/// <summary>Lets the poller look around every few seconds while the gateway runs.</summary>
internal sealed class QuotaWatch(QuotaPoller poller, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        // Before the first request: what was used up at the stop still is.
        poller.Load();
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                poller.Tick();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // A stop is the usual end.
        }
    }
}
