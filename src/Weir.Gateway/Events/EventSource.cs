using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;
using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Events;
using Weir.Gateway.Admin.Usage;
using Weir.Storage;

namespace Weir.Gateway.Events;

/// <summary>
/// Looks at the ledger and at the connections twice a second, and tells what changed. It runs only while somebody listens, and reads the
/// database rather than this process, so that a page sees every node's requests.
/// </summary>
internal sealed partial class EventSource(EventHub hub, IGatewayAdmin admin, TimeProvider time, ILogger<EventSource> logger)
{
    /// <summary>The most requests that one look tells of; a page that must not miss any asks for the list.</summary>
    public const int LargestBatch = 200;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LookBack = TimeSpan.FromMinutes(10);
    private const int LooksBetweenPulses = 4;

    // The API's own way of writing, on one line: a line break would end an event's data.
    private static readonly AdminJson Json = new(new JsonSerializerOptions(AdminJson.Default.Options) { WriteIndented = false });

    private readonly Lock _lock = new();
    private HashSet<string> _told = [];
    private Dictionary<string, ConnectionStatus> _statuses = new(StringComparer.Ordinal);
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
        _told = [];
        _statuses = new Dictionary<string, ConnectionStatus>(StringComparer.Ordinal);
        _snapshot = null;
        _alertsUntil = time.GetUtcNow();
        for (var look = 0; hub.Listeners > 0; look++)
        {
            try
            {
                await RequestsAsync(isFirst: look == 0);
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

    private async Task RequestsAsync(bool isFirst)
    {
        var newest = await admin.RequestsAsync(new RequestFilter { Since = time.GetUtcNow() - LookBack }, LargestBatch, CancellationToken.None);
        var unheard = newest.Where(request => !_told.Contains(request.Id)).ToList();
        _told = [.. newest.Select(static request => request.Id)];
        if (!isFirst && unheard.Count > 0)
        {
            Publish("requests", unheard, Json.IReadOnlyListRequestEntry);
        }
    }

    private async Task ConnectionsAsync()
    {
        var changed = new List<ConnectionStatus>();
        foreach (var status in await admin.ConnectionStatusesAsync(CancellationToken.None))
        {
            if (!_statuses.TryGetValue(status.Name, out var before) || before != status)
            {
                _statuses[status.Name] = status;
                changed.Add(status);
            }
        }

        if (changed.Count > 0)
        {
            Publish("providers", changed, Json.IReadOnlyListConnectionStatus);
        }
    }

    private async Task AlertsAsync()
    {
        var newest = await admin.ListAlertsAsync(open: true, LargestBatch, CancellationToken.None);
        var unheard = newest.Where(alert => alert.RaisedAt > _alertsUntil).ToList();
        if (unheard.Count > 0)
        {
            _alertsUntil = unheard[0].RaisedAt;
            Publish("alerts", unheard, Json.IReadOnlyListAlertEntry);
        }
    }

    private async Task PulseAsync()
    {
        var now = time.GetUtcNow();
        var sums = (await admin.UsageAsync(new UsageQuestion("operation", now - TimeSpan.FromMinutes(1)) { WithLatencies = false }, CancellationToken.None)).Totals;
        Publish("pulse", new GatewayPulse(now, sums.Requests, sums.Failed, sums.CostUsd, _statuses.Values.Sum(static status => status.UnderWay)), Json.GatewayPulse);
        var version = (await admin.StatusAsync(CancellationToken.None)).SnapshotVersion;
        if (_snapshot is not null && _snapshot != version)
        {
            Publish("config", new ConfigurationLoaded(version), Json.ConfigurationLoaded);
        }

        _snapshot = version;
    }

    private void Publish<T>(string type, T value, JsonTypeInfo<T> shape) => hub.Publish(type, JsonSerializer.Serialize(value, shape));

    [LoggerMessage(Level = LogLevel.Warning, Message = "The console's live parts could not be brought up to date.")]
    private partial void LogFailed(Exception exception);
}
