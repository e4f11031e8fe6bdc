using System.Collections.Concurrent;
using System.Net.Http.Headers;
using Weir.Metering.Quotas;

namespace Weir.Gateway.Quotas;

/// <summary>What upstreams last said of their limits, by connection: in the headers of answers, and when they were asked. Never waits; safe for concurrent calls.</summary>
public sealed class QuotaBoard(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, QuotaWindow>> _told = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, PolledQuota> _polled = new(StringComparer.Ordinal);

    /// <summary>Takes what an answer's headers tell. Costs a look at the names when they tell nothing.</summary>
    public void Note(string connection, HttpResponseHeaders headers)
    {
        ArgumentNullException.ThrowIfNull(headers);
        if (QuotaHeaders.Mentions(headers.NonValidated) && QuotaHeaders.Read(headers.NonValidated, time.GetUtcNow()) is { Count: > 0 } windows)
        {
            // A window that this answer says nothing of stays as it was.
            _told.AddOrUpdate(
                connection,
                static (_, told) => told.ToDictionary(static window => window.Name, StringComparer.Ordinal),
                static (_, before, told) =>
                {
                    var after = new Dictionary<string, QuotaWindow>(before, StringComparer.Ordinal);
                    foreach (var window in told)
                    {
                        after[window.Name] = window;
                    }

                    return after;
                },
                windows);
        }
    }

    /// <summary>The windows of a connection by name, the newest of each; empty when it told of none.</summary>
    public IReadOnlyList<QuotaWindow> Of(string connection)
    {
        IEnumerable<QuotaWindow> told = _told.TryGetValue(connection, out var windows) ? windows.Values : [];
        return [.. (Polled(connection)?.Windows ?? []).Concat(told)
            .GroupBy(static window => window.Name, StringComparer.Ordinal)
            .Select(static group => group.MaxBy(static window => window.SeenAt)!)
            .OrderBy(static window => window.Name, StringComparer.Ordinal)];
    }

    /// <summary>What is known from asking; null when it was never asked.</summary>
    internal PolledQuota? Polled(string connection) => _polled.GetValueOrDefault(connection);

    internal void Keep(string connection, PolledQuota state) => _polled[connection] = state;

    internal void Forget(string connection) => _polled.TryRemove(connection, out _);

    /// <summary>Everything that is known from asking.</summary>
    internal IReadOnlyDictionary<string, PolledQuota> AllPolled => _polled.ToDictionary(StringComparer.Ordinal);
}
