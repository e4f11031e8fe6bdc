using System.Collections.Concurrent;
using System.Net.Http.Headers;

namespace Weir.Gateway.Quotas;

/// <summary>What upstreams last said of their limits, by connection. In memory: a restart forgets it, the next answer tells it again. Safe for concurrent calls.</summary>
public sealed class QuotaBoard(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, QuotaWindow>> _all = new(StringComparer.Ordinal);

    /// <summary>Takes what an answer's headers tell. Costs a look at the names when they tell nothing.</summary>
    public void Note(string connection, HttpResponseHeaders headers)
    {
        ArgumentNullException.ThrowIfNull(headers);
        if (QuotaHeaders.Mentions(headers.NonValidated) && QuotaHeaders.Read(headers.NonValidated, time.GetUtcNow()) is { Count: > 0 } windows)
        {
            // A window that this answer says nothing of stays as it was.
            _all.AddOrUpdate(
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

    /// <summary>The windows of a connection by name; empty when it told of none.</summary>
    public IReadOnlyList<QuotaWindow> Of(string connection) =>
        _all.TryGetValue(connection, out var windows) ? [.. windows.Values.OrderBy(static window => window.Name, StringComparer.Ordinal)] : [];
}
