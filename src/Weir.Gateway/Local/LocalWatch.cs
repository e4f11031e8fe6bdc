using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Weir.Routing.Local;
using Weir.Routing.Snapshots;

namespace Weir.Gateway.Local;

/// <summary>The ports that Weir itself listens on.</summary>
internal sealed record OwnPorts(IReadOnlySet<int> Ports);

/// <summary>
/// Looks for model servers: when Weir starts, then once an interval, and at once when there are new addresses to look at. A snapshot is made anew only when something changed.
/// </summary>
internal sealed partial class LocalWatch(LocalProbe probe, LocalServers servers, SnapshotHolder holder, OwnPorts own, TimeProvider time, ILogger<LocalWatch> logger) : BackgroundService
{
    /// <summary>How soon a change of the configuration is noticed.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private readonly HashSet<Uri> _wantsKey = [];

    /// <summary>Looks at all places once.</summary>
    public async Task LookAsync(IReadOnlyList<LocalPlace> places, CancellationToken cancellationToken)
    {
        var before = servers.Current;
        var looks = await Task.WhenAll(places.Select(place => probe.LookAsync(place, cancellationToken)));
        var changed = servers.Take(looks, time.GetUtcNow());
        if (changed)
        {
            holder.Rebuild();
            Tell(before, servers.Current);
        }

        foreach (var look in looks.Where(static look => look.Problem == LocalProbe.WantsKey).Where(look => _wantsKey.Add(look.Origin)))
        {
            LogWantsKey(look.Origin);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                var snapshot = holder.Current;
                var places = LocalPlaces.Of(snapshot, own.Ports);
                await TryLookAsync(places, stoppingToken);
                await WaitAsync(snapshot, places, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The usual end.
        }
        catch (ObjectDisposedException)
        {
            // The program did not get to its start, and is being taken apart.
        }
    }

    /// <summary>Waits for the next round, or for a configuration that names other places: also one that came while these were looked at.</summary>
    private async Task WaitAsync(RoutingSnapshot seen, IReadOnlyList<LocalPlace> places, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (time.GetElapsedTime(started) < holder.Current.Config.Local.Interval)
        {
            await Task.Delay(Tick, time, cancellationToken);
            if (!ReferenceEquals(seen, holder.Current))
            {
                seen = holder.Current;
                if (!LocalPlaces.Of(seen, own.Ports).Select(Sign).SequenceEqual(places.Select(Sign)))
                {
                    return;
                }
            }
        }
    }

    /// <summary>What tells a place from another. A connection that was only built anew is the same.</summary>
    private static (Uri Origin, string? Connection) Sign(LocalPlace place) => (place.Origin, place.Connection?.Name);

    private async Task TryLookAsync(IReadOnlyList<LocalPlace> places, CancellationToken cancellationToken)
    {
        try
        {
            await LookAsync(places, cancellationToken);
        }
#pragma warning disable CA1031 // The watch must outlive whatever a server can answer.
        catch (Exception exception) when (exception is not ObjectDisposedException && !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogFailed(exception);
        }
    }

    private void Tell(IReadOnlyList<LocalServer> before, IReadOnlyList<LocalServer> now)
    {
        foreach (var server in now.Where(server => !before.Any(known => known.Origin == server.Origin)))
        {
            LogFound(server.Kind.ProductName(), server.Origin, server.Models.Count);
        }

        foreach (var server in before.Where(server => !now.Any(known => known.Origin == server.Origin)))
        {
            LogGone(server.Kind.ProductName(), server.Origin);
        }
    }

    [LoggerMessage(EventId = 3050, Level = LogLevel.Information, Message = "Found {Kind} at {Origin} with {Models} models")]
    private partial void LogFound(string kind, Uri origin, int models);

    [LoggerMessage(EventId = 3051, Level = LogLevel.Information, Message = "{Kind} at {Origin} is gone")]
    private partial void LogGone(string kind, Uri origin);

    [LoggerMessage(EventId = 3052, Level = LogLevel.Information, Message = "What answers at {Origin} wants a key: to use it, give it a connection with that address")]
    private partial void LogWantsKey(Uri origin);

    [LoggerMessage(EventId = 3053, Level = LogLevel.Error, Message = "Looking for model servers failed; Weir tries again")]
    private partial void LogFailed(Exception exception);
}
