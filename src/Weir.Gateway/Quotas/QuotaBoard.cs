using System.Collections.Concurrent;
using System.Net.Http.Headers;
using Weir.Metering.Quotas;
using Weir.Routing.Snapshots;
using Weir.Routing.Targets;

namespace Weir.Gateway.Quotas;

/// <summary>What upstreams last said of their limits, by connection: in the headers of answers, and when they were asked. Never waits; safe for concurrent calls.</summary>
public sealed class QuotaBoard(TimeProvider time)
{
    /// <summary>Windows that are kept of one connection's headers; beyond them the oldest goes.</summary>
    private const int Most = 64;

    private readonly ConcurrentDictionary<string, Told> _told = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, PolledQuota> _polled = new(StringComparer.Ordinal);

    /// <summary>Takes what an answer's headers tell. Costs a look at the names when they tell nothing.</summary>
    public void Note(Connection connection, HttpResponseHeaders headers)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(headers);
        if (QuotaHeaders.Mentions(headers.NonValidated) && QuotaHeaders.Read(headers.NonValidated, time.GetUtcNow()) is { Count: > 0 } windows)
        {
            // A window that this answer says nothing of stays as it was.
            _told.AddOrUpdate(
                connection.Name,
                static (_, told) => Told.Of(told.Origin, [], told.Windows),
                static (_, before, told) => Told.Of(told.Origin, before.Origin == told.Origin ? before.Windows : [], told.Windows),
                (Origin: QuotaOrigin.Of(connection), Windows: windows));
        }
    }

    /// <summary>The windows of a connection by name, the newest of each; empty when it told of none.</summary>
    public IReadOnlyList<QuotaWindow> Of(string connection)
    {
        return [.. (Polled(connection)?.Windows ?? []).Concat(_told.GetValueOrDefault(connection)?.Windows ?? [])
            .GroupBy(static window => window.Name, StringComparer.Ordinal)
            .Select(static group => group.MaxBy(static window => window.SeenAt)!)
            .OrderBy(static window => window.Name, StringComparer.Ordinal)];
    }

    /// <summary>What is known from asking; null when it was never asked.</summary>
    internal PolledQuota? Polled(string connection) => _polled.GetValueOrDefault(connection);

    internal void Keep(string connection, PolledQuota state) => _polled[connection] = state;

    internal void Forget(string connection) => _polled.TryRemove(connection, out _);

    /// <summary>Forgets what the headers of connections told that are gone, or are others by now.</summary>
    internal void ForgetOthers(RoutingSnapshot snapshot)
    {
        foreach (var entry in _told)
        {
            if (snapshot.FindConnection(entry.Key) is not { } connection || QuotaOrigin.Of(connection) != entry.Value.Origin)
            {
                _told.TryRemove(entry);
            }
        }
    }

    /// <summary>Everything that is known from asking.</summary>
    internal IReadOnlyDictionary<string, PolledQuota> AllPolled => _polled.ToDictionary(StringComparer.Ordinal);

    /// <summary>What headers told. Immutable.</summary>
    private sealed record Told(QuotaOrigin Origin, IReadOnlyList<QuotaWindow> Windows)
    {
        public static Told Of(QuotaOrigin origin, IReadOnlyList<QuotaWindow> before, IReadOnlyList<QuotaWindow> fresh) =>
            new(origin, [.. fresh.Concat(before).DistinctBy(static window => window.Name, StringComparer.Ordinal).OrderByDescending(static window => window.SeenAt).Take(Most)]);
    }
}
