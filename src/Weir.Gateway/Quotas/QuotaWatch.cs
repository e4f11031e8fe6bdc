using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Weir.Credentials;

namespace Weir.Gateway.Quotas;

/// <summary>Lets the poller look around every few seconds while the gateway runs, and hear of credentials that change.</summary>
internal sealed partial class QuotaWatch(QuotaPoller poller, ICredentialVault vault, TimeProvider time, ILogger<QuotaWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        // Before the first request: what was used up at the stop still is.
        poller.Load();
        vault.Changed += poller.NoteCredential;
        return base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override Task StopAsync(CancellationToken cancellationToken)
    {
        vault.Changed -= poller.NoteCredential;
        return base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                TryTick();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // A stop is the usual end.
        }
    }

    private void TryTick()
    {
        try
        {
            poller.Tick();
        }
#pragma warning disable CA1031 // The watch must outlive whatever it meets: its end would be that of the gateway.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogFailed(exception);
        }
    }

    [LoggerMessage(EventId = 3075, Level = LogLevel.Error, Message = "The quotas could not be looked after; Weir tries again")]
    private partial void LogFailed(Exception exception);
}
