using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Weir.Metering.Alerts;
using Weir.Storage;

namespace Weir.Gateway.Alerts;

/// <summary>Takes deliveries that are due from the database and sends them: what failed, and what a dead process left, is tried again.</summary>
internal sealed partial class AlertSender(AlertTable table, AlertChannels channels, TimeProvider time, ILogger<AlertSender> logger) : BackgroundService
{
    private const int Batch = 16;

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>Longer than the slowest channel may take.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(6);

    /// <summary>Sends what is due now.</summary>
    /// <returns>How many were tried.</returns>
    /// <exception cref="StorageException">The database can't be used.</exception>
    public async Task<int> SendDueAsync(CancellationToken cancellationToken)
    {
        var due = await table.TakeAsync(Batch, Lease, cancellationToken);
        await Task.WhenAll(due.Select(delivery => SendAsync(delivery, cancellationToken)));
        return due.Count;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    while (await SendDueAsync(stoppingToken) == Batch)
                    {
                    }
                }
                catch (StorageException exception)
                {
                    LogFailed(exception);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // A stop is the usual end.
        }
    }

    private async Task SendAsync(AlertDelivery delivery, CancellationToken cancellationToken)
    {
        DeliveryOutcome outcome;
        try
        {
            outcome = await channels.SendAsync(delivery, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Nobody knows whether it came there: the next start sends it again, under the same id.
            outcome = DeliveryOutcome.Failed("Weir stopped meanwhile");
        }

        if (outcome.Problem is not { } problem)
        {
            await table.NoteSentAsync(delivery.Id, CancellationToken.None);
            return;
        }

        DateTimeOffset? next = outcome.MayRetry && AlertChannels.PauseAfter(delivery.Channel, delivery.Tries) is { } pause ? time.GetUtcNow() + pause : null;
        await table.NoteFailedAsync(delivery.Id, problem, next, CancellationToken.None);
        if (next is null)
        {
            LogGivenUp(delivery.Alert.Id, delivery.Channel, problem);
        }
        else
        {
            LogRetry(delivery.Alert.Id, delivery.Channel, problem, next.Value);
        }
    }

    [LoggerMessage(EventId = 3122, Level = LogLevel.Warning, Message = "Alert {Id} did not reach {Channel}: {Problem}; next try at {Next:O}")]
    private partial void LogRetry(string id, string channel, string problem, DateTimeOffset next);

    [LoggerMessage(EventId = 3123, Level = LogLevel.Error, Message = "Alert {Id} never reached {Channel}: {Problem}")]
    private partial void LogGivenUp(string id, string channel, string problem);

    [LoggerMessage(EventId = 3124, Level = LogLevel.Error, Message = "The alerts to send could not be read; Weir tries again")]
    private partial void LogFailed(Exception exception);
}
