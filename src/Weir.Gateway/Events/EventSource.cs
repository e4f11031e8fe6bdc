using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;
using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Events;
using Weir.Gateway.Admin.Usage;
using Weir.Storage;

namespace Weir.Gateway.Events;

/// <summary>Looks at the ledger and at the connections from time to time, and tells what changed. It runs only while somebody listens.</summary>
internal sealed partial class EventSource(EventHub hub, IGatewayAdmin admin, EndedWatch ended, TimeProvider time, ILogger<EventSource> logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private const int LooksBetweenPulses = 4;
    private const int MostAlerts = 200;

    private readonly Lock _lock = new();
    private Dictionary<string, ConnectionStatus> _statuses = new(StringComparer.Ordinal);
    private MinuteSums? _minute;
    private DateTimeOffset _summedSince;
    private long? _snapshot;
    private DateTimeOffset _alertsUntil;
    private Task _looking = Task.CompletedTask;

    /// <summary>Sees to it that somebody looks, as long as anybody listens.</summary>
    public void Wake()
    {
        lock (_lock)
        {
            if (_looking.IsCompleted)
            {
                _looking = Task.Run(LookAsync);
            }
        }
    }

    private async Task LookAsync()
    {
        var hasStarted = false;
        for (var look = 0; hub.Listeners > 0; look++)
        {
            try
            {
                if (!hasStarted)
                {
                    await StartAsync();
                    hasStarted = true;
                }

                await RequestsAsync();
                if (look % LooksBetweenPulses == 0)
                {
                    await ConnectionsAsync();
                    await PulseAsync();
                    await AlertsAsync();
                }
            }
            catch (Exception exception) when (exception is StorageException or AdminException)
            {
                // The next look may do better; the pages show their own errors.
                LogFailed(exception);
            }

            await Task.Delay(Pause, time);
        }
    }

    private async Task StartAsync()
    {
        var now = time.GetUtcNow();
        _statuses = new Dictionary<string, ConnectionStatus>(StringComparer.Ordinal);
        _snapshot = null;
        _alertsUntil = now;
        await ended.StartAsync(now, CancellationToken.None);

        // Sums of whole hours are kept: from the start of one on, reading them is one row or two.
        _summedSince = new DateTimeOffset(now.Year, now.Month, now.Day, now.Hour, 0, 0, TimeSpan.Zero) - TimeSpan.FromHours(1);
        var lastMinute = await SumsAsync(now - TimeSpan.FromMinutes(1));
        _minute = new MinuteSums(now, await SumsAsync(_summedSince), lastMinute);
    }

    private async Task RequestsAsync()
    {
        var told = await ended.LookAsync(CancellationToken.None);
        if (told.Count > 0)
        {
            Publish("requests", told, EventJson.Shapes.IReadOnlyListRequestEntry);
        }
    }

    private async Task ConnectionsAsync()
    {
        var changed = new List<ConnectionStatus>();
        foreach (var status in await admin.ConnectionStatusesAsync(CancellationToken.None))
        {
            if (!_statuses.TryGetValue(status.Name, out var before) || !StatusChanges.AreSame(before, status))
            {
                _statuses[status.Name] = status;
                changed.Add(status);
            }
        }

        if (changed.Count > 0)
        {
            Publish("providers", changed, EventJson.Shapes.IReadOnlyListConnectionStatus);
        }
    }

    private async Task AlertsAsync()
    {
        var newest = await admin.ListAlertsAsync(open: true, MostAlerts, CancellationToken.None);
        var unheard = newest.Where(alert => alert.RaisedAt > _alertsUntil).ToList();
        if (unheard.Count > 0)
        {
            _alertsUntil = unheard[0].RaisedAt;
            Publish("alerts", unheard, EventJson.Shapes.IReadOnlyListAlertEntry);
        }
    }

    private async Task PulseAsync()
    {
        var now = time.GetUtcNow();
        var sums = _minute!.Take(now, await SumsAsync(_summedSince)).AtLeastZero();
        Publish("pulse", new GatewayPulse(now, sums.Requests, sums.Failed, sums.CostNanoDollars / 1_000_000_000m, _statuses.Values.Sum(static status => status.UnderWay)), EventJson.Shapes.GatewayPulse);
        var version = (await admin.StatusAsync(CancellationToken.None)).SnapshotVersion;
        if (_snapshot is not null && _snapshot != version)
        {
            Publish("config", new ConfigurationLoaded(version), EventJson.Shapes.ConfigurationLoaded);
        }

        _snapshot = version;
    }

    private async Task<UsageSums> SumsAsync(DateTimeOffset since) =>
        (await admin.UsageAsync(new UsageQuestion("operation", since) { WithLatencies = false }, CancellationToken.None)).Totals;

    private void Publish<T>(string type, T value, JsonTypeInfo<T> shape) => hub.Publish(new AdminEvent(ended.Position, type, EventJson.Write(value, shape)));

    [LoggerMessage(Level = LogLevel.Warning, Message = "The console's live parts could not be brought up to date.")]
    private partial void LogFailed(Exception exception);
}
