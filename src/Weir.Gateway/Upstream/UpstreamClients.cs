using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Weir.Gateway.Simulation;
using Weir.Routing.Targets;

namespace Weir.Gateway.Upstream;

/// <summary>One <see cref="UpstreamClient"/> per connection; a reload that leaves a connection's wire settings alone keeps its open sockets.</summary>
internal sealed class UpstreamClients(SimulatorHandlerFactory simulators) : IDisposable
{
    private readonly ConditionalWeakTable<Connection, UpstreamClient> _byConnection = [];
    private readonly ConcurrentDictionary<WireSettings, UpstreamClient> _bySettings = new();

    public UpstreamClient For(Connection connection) =>
        _byConnection.TryGetValue(connection, out var client) ? client : Add(connection);

    /// <summary>Closes the client of a connection that nothing uses any more.</summary>
    public void Close(Connection connection)
    {
        _byConnection.Remove(connection);
        if (_bySettings.TryRemove(WireSettings.Of(connection), out var client))
        {
            client.Dispose();
        }
    }

    public void Dispose()
    {
        foreach (var client in _bySettings.Values)
        {
            client.Dispose();
        }
    }

    private UpstreamClient Add(Connection connection)
    {
        var client = _bySettings.GetOrAdd(WireSettings.Of(connection), static (_, state) => new UpstreamClient(state.connection, state.simulators), (connection, simulators));
        _byConnection.AddOrUpdate(connection, client);
        return client;
    }

    private sealed record WireSettings(string Name, Uri? BaseUrl, Version? HttpVersion, TimeSpan ConnectTimeout, SimulatorSettings? Simulator)
    {
        public static WireSettings Of(Connection connection) =>
            new(connection.Name, connection.BaseUrl, connection.HttpVersion, connection.Timeouts.Connect, connection.Simulator);
    }
}
