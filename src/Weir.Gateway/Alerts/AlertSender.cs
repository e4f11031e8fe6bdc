using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Weir.Metering.Alerts;

namespace Weir.Gateway.Alerts;

/// <summary>Takes deliveries that are due from the database and sends them: what failed, and what a dead process left, is tried again.</summary>
internal sealed partial class AlertSender(AlertTable table, AlertChannels channels, TimeProvider time, ILogger<AlertSender> logger) : BackgroundService
{
    private const int Batch = 16;

    /// <summary>Deliveries under way at most.</summary>
    private const int Most = 64;

    /// <summary>A channel with so many under way gets no more: the others do not wait for it.</summary>
    private const int MostOfChannel = 8;

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>Longer than the slowest channel may take.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(6);

    private readonly List<(string Channel, Task Sending)> _underWay = [];

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
                    while (await BeginDueAsync(stoppingToken) == Batch)
                    {
                    }
                }
#pragma warning disable CA1031 // The sender must outlive whatever it meets: its end would be that of the gateway.
                catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
                {
                    LogFailed(exception);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // A stop is the usual end.
        }

        await Task.WhenAll(_underWay.Select(static delivery => delivery.Sending));
    }

    /// <summary>Begins to send what is due now, each on its own.</summary>
    /// <returns>How many.</returns>
    private async Task<int> BeginDueAsync(CancellationToken cancellationToken)
    {
        _underWay.RemoveAll(static delivery => delivery.Sending.IsCompleted);
        if (Math.Min(Batch, Most - _underWay.Count) is not (> 0 and var room))
        {
            return 0;
        }

        var busy = _underWay.CountBy(static delivery => delivery.Channel).Where(static channel => channel.Value >= MostOfChannel).Select(static channel => channel.Key).ToList();
        var due = await table.TakeAsync(room, Lease, busy, cancellationToken);
        _underWay.AddRange(due.Select(delivery => (delivery.Channel, TrySendAsync(delivery, cancellationToken))));
        return due.Count;
    }

    private async Task TrySendAsync(AlertDelivery delivery, CancellationToken cancellationToken)
    {
        try
        {
            await SendAsync(delivery, cancellationToken);
        }
#pragma warning disable CA1031 // Nobody waits for it; when its lease is over it is sent again, under the same id.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogNotNoted(exception, delivery.Alert.Id, delivery.Channel);
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

    [LoggerMessage(EventId = 3126, Level = LogLevel.Error, Message = "What came of sending alert {Id} to {Channel} could not be noted; Weir sends it again")]
    private partial void LogNotNoted(Exception exception, string id, string channel);
}
