using Weir.Catalog;
using Weir.Catalog.Overlays;
using Weir.Credentials.Methods;
using Weir.Routing.Configuration;
using Weir.Routing.Targets;

namespace Weir.Routing.Local;

/// <summary>Folds the servers that were found into a snapshot's connections.</summary>
internal sealed class LocalConnections(IProviderCatalog catalog, IReadOnlyList<LocalServer> servers)
{
    /// <summary>Gives connections that have no models of their own their server's list.</summary>
    public IEnumerable<Connection> WithLists(IEnumerable<Connection> connections) => servers.Count == 0 ? connections : connections.Select(WithList);

    /// <summary>A connection for each server that none leads to yet.</summary>
    /// <param name="present">The connections there are.</param>
    /// <param name="blocks">The blocks of weir.yaml and of the database, those that are switched off included: these hide what has their name or address.</param>
    public IEnumerable<Connection> Others(IReadOnlyList<Connection> present, IReadOnlyList<ConnectionConfig> blocks)
    {
        var addresses = present.Select(static connection => connection.BaseUrl).Concat(blocks.Select(AddressOf)).OfType<Uri>().Select(LocalAddress.KeyOf).ToHashSet(StringComparer.Ordinal);
        var taken = present.Select(static connection => connection.Name).ToHashSet(StringComparer.Ordinal);
        var hidden = blocks.Where(static block => !block.Enabled).Select(static block => block.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var server in servers)
        {
            var isNew = addresses.Add(LocalAddress.KeyOf(server.Origin));
            if (NamesOf(server).FirstOrDefault(name => !taken.Contains(name)) is not { } name || !(isNew || hidden.Contains(name)))
            {
                continue;
            }

            taken.Add(name);
            if (!hidden.Contains(name))
            {
                yield return Make(server, name);
            }
        }
    }

    /// <summary>The names a server may have, best first.</summary>
    private static IEnumerable<string> NamesOf(LocalServer server)
    {
        if (server.Kind != LocalServerKind.Unknown)
        {
            yield return server.Kind.ProviderId();
        }

        yield return LocalAddress.IsLoopback(server.Origin) ? $"local-{server.Origin.Port}" : $"{server.Origin.Host.Trim('[', ']').Replace(':', '-')}-{server.Origin.Port}";
    }

    private Connection Make(LocalServer server, string name)
    {
        // Ollama's own dialect tells more than its OpenAI-compatible one, and lets the window be chosen.
        var isOllama = server.Kind == LocalServerKind.Ollama;
        var id = server.Kind.ProviderId();
        var provider = new ProviderOverlay
        {
            Id = id,
            Name = catalog.TryGetProvider(id, out _) ? null : server.Kind.ProductName(),
            Dialect = isOllama ? DialectNames.Ollama : null,
            ServesOpenAiChat = true,
        }.ApplyTo(catalog.TryGetProvider(id, out var known) ? known : null);
        return new Connection
        {
            Name = name,
            Provider = provider,
            BaseUrl = new Uri(server.Origin, isOllama ? "/" : "/v1"),
            HasOwnBaseUrl = true,
            Auth = NoneMethod.Instance,
            Models = ModelsOf(server, isFree: true),
            // Ollama takes names without their tag as well.
            AcceptsUnlistedModels = isOllama || server.Models.Count == 0,
            Origin = Connection.FoundByItself,
        };
    }

    private Connection WithList(Connection connection)
    {
        if (!connection.AsksForItsList || servers.FirstOrDefault(found => LocalAddress.KeyOf(found.Origin) == LocalAddress.KeyOf(connection.BaseUrl!)) is not { Models.Count: > 0 } server)
        {
            return connection;
        }

        // What is behind a server that says nothing of itself may well cost money.
        var isFree = server.Kind != LocalServerKind.Unknown || LocalServerKinds.IsOne(connection.Provider.Id);
        return connection with { Models = ModelsOf(server, isFree) };
    }

    private static Dictionary<string, CatalogModel> ModelsOf(LocalServer server, bool isFree) =>
        server.Models.DistinctBy(static model => model.Id, StringComparer.Ordinal).ToDictionary(static model => model.Id, model => model.ToCatalog(isFree), StringComparer.Ordinal);

    private Uri? AddressOf(ConnectionConfig block) =>
        block.BaseUrl ?? (catalog.TryGetProvider(block.Type, out var provider) && Uri.TryCreate(provider.BaseUrl, UriKind.Absolute, out var usual) ? usual : null);
}
