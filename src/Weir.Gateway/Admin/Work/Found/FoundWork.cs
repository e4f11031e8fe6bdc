using Weir.Gateway.Admin.Found;
using Weir.Gateway.Admin.Work.Credentials;
using Weir.Gateway.Found;
using Weir.Routing;
using Weir.Routing.Snapshots;
using Weir.Routing.Targets;

namespace Weir.Gateway.Admin.Work.Found;

/// <summary>Looks around on this machine, and says what of it is in use already.</summary>
internal sealed class FoundWork(RoutingStart start, ISnapshotSource snapshots, OpenCodeImport openCode)
{
    public async Task<IReadOnlyList<FoundEntry>> FindAsync(CancellationToken cancellationToken)
    {
        var snapshot = snapshots.Current;
        var found = new List<FoundEntry>();
        found.AddRange(EnvironmentScan.Find(snapshot.Catalog, start.Environment).Select(one => Of(one, "variable", ByProvider(one, snapshot), snapshot)));
        if (snapshot.Config.Local.Enabled)
        {
            // Never through a proxy: these are this machine's own ports.
            var servers = await ServerScan.FindAsync(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }, cancellationToken);
            found.AddRange(servers.Select(one => Of(one, "server", ByAddress(one, snapshot), snapshot)));
        }

        found.AddRange(openCode.Look().Select(one => Of(one, snapshot)));
        return [.. found.OrderBy(static entry => entry.State switch { "connected" => 0, "importable" => 1, _ => 2 })];
    }

    private static FoundEntry Of(Discovery one, string kind, Connection? connection, RoutingSnapshot snapshot) => new()
    {
        Name = connection?.Name ?? one.Name,
        Provider = one.Type,
        Title = TitleOf(one.Type, snapshot),
        Kind = kind,
        Source = one.Source,
        State = connection is { NotServed: null } ? "connected" : "left",
        Reason = connection is null ? "It is switched off, or was not looked at yet." : connection.NotServed,
        Models = connection?.Models.Count ?? 0,
    };

    private FoundEntry Of(OpenCodeEntry one, RoutingSnapshot snapshot)
    {
        var connection = snapshot.FindConnection(one.Name);
        var isConnected = connection is { NotServed: null, Auth.State: Weir.Credentials.AuthState.Ready };
        return new FoundEntry
        {
            Name = one.Name,
            Provider = one.Name,
            Title = TitleOf(one.Name, snapshot),
            Kind = "opencode",
            Source = openCode.Source,
            State = isConnected ? "connected" : one.Against is null ? "importable" : "left",
            Reason = isConnected ? null : one.Against,
            Models = connection?.Models.Count ?? (snapshot.Catalog.TryGetProvider(one.Name, out var provider) ? provider.Models.Count : 0),
        };
    }

    private static Connection? ByProvider(Discovery one, RoutingSnapshot snapshot) =>
        snapshot.Connections.FirstOrDefault(connection => connection.Provider.Id == one.Type);

    private static Connection? ByAddress(Discovery one, RoutingSnapshot snapshot)
    {
        var address = new Uri(one.BaseUrl!);
        return snapshot.Connections.FirstOrDefault(connection => connection.BaseUrl is { IsLoopback: true } url && url.Port == address.Port);
    }

    private static string TitleOf(string id, RoutingSnapshot snapshot) => snapshot.Catalog.TryGetProvider(id, out var provider) ? provider.Name : id;
}
