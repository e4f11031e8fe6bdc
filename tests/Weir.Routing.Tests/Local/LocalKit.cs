using Weir.Catalog.Snapshot;
using Weir.Routing.Configuration;
using Weir.Routing.Local;
using Weir.Routing.Saved;
using Weir.Routing.Snapshots;

namespace Weir.Routing.Tests.Local;

/// <summary>Snapshots with servers that were found.</summary>
internal static class LocalKit
{
    private static readonly SnapshotCatalog Catalog = SnapshotCatalog.Embedded();

    public static LocalServer Server(LocalServerKind kind, int port, params string[] models) => Server(kind, $"http://127.0.0.1:{port}", models);

    public static LocalServer Server(LocalServerKind kind, string origin, params string[] models) =>
        new() { Origin = new Uri(origin), Kind = kind, Models = [.. models.Select(static id => new LocalModel { Id = id, ContextLimit = 8192 })] };

    public static RoutingSnapshot Build(string yaml, IReadOnlyList<LocalServer> servers, IReadOnlyList<SavedConnection>? saved = null, params (string Name, string Value)[] variables)
    {
        Func<string, string?> environment = name => variables.FirstOrDefault(variable => variable.Name == name).Value;
        var load = ConfigLoader.Parse(yaml, "weir.yaml", ".", Catalog, environment);
        return new SnapshotBuilder(Catalog, environment).Build(load.Config ?? throw new InvalidOperationException(string.Join('\n', load.Problems)), 1, saved, servers);
    }

    public static IEnumerable<string> NamesOf(RoutingSnapshot snapshot) => snapshot.Connections.Select(static connection => connection.Name).Where(static name => name != SnapshotBuilder.Simulator);
}
