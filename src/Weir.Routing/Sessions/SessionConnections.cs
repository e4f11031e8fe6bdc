using Weir.Credentials;
using Weir.Routing.Configuration;
using Weir.Routing.Saved;
using Weir.Routing.Snapshots;

namespace Weir.Routing.Sessions;

/// <summary>Makes the connections of test sessions.</summary>
public sealed class SessionConnections(RoutingStart start, AuthMethods auth, ISnapshotSource snapshots, SavedConnections saved)
{
    /// <summary>Where such connections come from, for people.</summary>
    public const string Origin = "test session";

    /// <summary>Makes a connection that signs in with the given key and nothing else; null when there is no such provider or connection.</summary>
    /// <param name="provider">A connection whose address and settings it takes over, or a catalogue id.</param>
    /// <param name="name">The connection's name.</param>
    /// <param name="key">Its credential.</param>
    /// <param name="isOver">Asked before every use of the key: true refuses it.</param>
    public SessionRoute? Make(string provider, string name, Secret key, Func<bool> isOver)
    {
        var snapshot = snapshots.Current;
        if (Like(provider, snapshot) is not { } block)
        {
            return null;
        }

        var factory = new ConnectionFactory(snapshot.Catalog, auth, start.Environment, allowsOpenCode: false);
        var connection = factory.FromConfig(block with
        {
            Name = name,
            Origin = Origin,
            AuthMethod = "api",
            ApiKey = key,
            ApiKeyName = null,
            ApiKeySource = Origin,
            KeyVariables = null,
            Auth = AuthSettings.None,
            Enabled = true,
        });
        return new SessionRoute(provider, connection with { Auth = new SessionAuth(connection.Auth, isOver) }, start.Environment);
    }

    private ConnectionConfig? Like(string provider, RoutingSnapshot snapshot) =>
        snapshot.Config.Connections.FirstOrDefault(block => block.Name == provider)
        ?? (saved.Current.FirstOrDefault(kept => kept.Name == provider) is { } kept ? SavedBlock.Build(kept, snapshot.Catalog) : null)
        ?? (snapshot.Catalog.TryGetProvider(provider, out _) ? new ConnectionConfig { Name = provider, Type = provider, Origin = Origin } : null);
}
