using System.Collections.Concurrent;

namespace Weir.Routing.Health;

/// <summary>Connections whose quota is used up, and until when. Safe for concurrent calls.</summary>
public sealed class Withheld
{
    private readonly ConcurrentDictionary<string, Skip> _connections = new(StringComparer.Ordinal);

    /// <summary>Keeps requests from a connection.</summary>
    /// <param name="connection">Its name.</param>
    /// <param name="until">When to ask it again.</param>
    /// <param name="isTold">True when the vendor named the time: until then the connection is not even a last resort.</param>
    public void Add(string connection, DateTimeOffset until, bool isTold) => _connections[connection] = new Skip(SkipKind.QuotaUsedUp, until) { IsTold = isTold };

    /// <summary>Lets requests to a connection again.</summary>
    public void Remove(string connection) => _connections.TryRemove(connection, out _);

    /// <summary>Why no request should go to a connection now; null when it may.</summary>
    public Skip? Against(string connection, DateTimeOffset now) =>
        !_connections.IsEmpty && _connections.TryGetValue(connection, out var skip) && skip.Until > now ? skip : null;
}
