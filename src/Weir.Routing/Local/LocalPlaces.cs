using Weir.Catalog;
using Weir.Routing.Configuration;
using Weir.Routing.Snapshots;
using Weir.Routing.Targets;

namespace Weir.Routing.Local;

/// <summary>An address to look at.</summary>
/// <param name="Origin">Scheme, host and port.</param>
/// <param name="Connection">The connection that leads there, whose credential the look presents; null where none does.</param>
public sealed record LocalPlace(Uri Origin, Connection? Connection);

/// <summary>Where to look for model servers.</summary>
public static class LocalPlaces
{
    /// <summary>
    /// The addresses of connections that ask for their list, then every port on every host. Left out: what a connection with a list of its own leads to, and Weir itself. Only this
    /// machine and the hosts that weir.yaml names are looked at.
    /// </summary>
    /// <param name="snapshot">What is known.</param>
    /// <param name="ownPorts">The ports that Weir listens on.</param>
    public static IReadOnlyList<LocalPlace> Of(RoutingSnapshot snapshot, IReadOnlySet<int> ownPorts)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(ownPorts);
        var config = snapshot.Config.Local;
        if (!config.Enabled)
        {
            return [];
        }

        var places = new List<LocalPlace>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var connection in snapshot.Connections.Where(static connection => connection.BaseUrl is not null && connection.Origin != Connection.FoundByItself))
        {
            var address = connection.BaseUrl!;
            var isNew = seen.Add(LocalAddress.KeyOf(address));
            if (isNew && connection is { AsksForItsList: true, NotServed: null } && IsWithin(address, config) && HasUsualPath(connection))
            {
                places.Add(new LocalPlace(new Uri(address.GetLeftPart(UriPartial.Authority)), connection));
            }
        }

        foreach (var host in config.Hosts.Prepend("127.0.0.1"))
        {
            foreach (var port in LocalServerKinds.UsualPorts.Concat(config.Ports))
            {
                var origin = new Uri($"http://{host}:{port}");
                if (!(LocalAddress.IsLoopback(origin) && ownPorts.Contains(port)) && seen.Add(LocalAddress.KeyOf(origin)))
                {
                    places.Add(new LocalPlace(origin, null));
                }
            }
        }

        return places;
    }

    private static bool IsWithin(Uri address, LocalConfig config) =>
        LocalAddress.IsLoopback(address) || config.Hosts.Any(host => string.Equals(host.Trim('[', ']'), address.Host.Trim('[', ']'), StringComparison.OrdinalIgnoreCase));

    /// <summary>Below any other path may be one of several servers behind one address.</summary>
    private static bool HasUsualPath(Connection connection) =>
        connection.BaseUrl!.AbsolutePath.TrimEnd('/') is var path && (path == "/v1" || (path.Length == 0 && (connection.Provider.Dialect == DialectNames.Ollama || connection.Provider.Id == LocalServerKind.Ollama.ProviderId())));
}
