using Weir.Routing.Configuration;
using Weir.Routing.Snapshots;
using Weir.Routing.Targets;

namespace Weir.Routing.Sessions;

/// <summary>The connection of one test session and the names that lead to it. It is in no snapshot: whoever holds this is the only one who can route to it.</summary>
public sealed class SessionRoute
{
    private readonly string _provider;
    private readonly ModelIndex _models;

    /// <param name="provider">The name that its holder may put before a model's.</param>
    /// <param name="connection">The session's own connection.</param>
    /// <param name="environment">Reads a variable.</param>
    public SessionRoute(string provider, Connection connection, Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(connection);
        _provider = provider + "/";
        Connection = connection;
        _models = new ModelIndex([connection], WeirConfig.Empty, [], environment);
    }

    public Connection Connection { get; }

    /// <summary>
    /// Resolves a model as the session's holder names it: bare, with the provider's or the session's name before it, or <c>default</c>. A key's list holds here too; its entries
    /// for the provider mean this session as well.
    /// </summary>
    public Resolution Resolve(string name, IReadOnlyList<string> allowed)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(allowed);
        var own = Connection.Name + "/";
        IReadOnlyList<string> entries = allowed.Count == 0
            ? allowed
            : [.. allowed, .. allowed.Where(entry => entry.StartsWith(_provider, StringComparison.Ordinal)).Select(entry => own + entry[_provider.Length..])];
        if (name.StartsWith(own, StringComparison.Ordinal) || name == DefaultModel.Name)
        {
            return _models.Resolve(name, entries);
        }

        // A model's id may begin with the provider's name itself, so the whole name goes first.
        return Connection.Models.ContainsKey(name) || !name.StartsWith(_provider, StringComparison.Ordinal)
            ? _models.Resolve(own + name, entries)
            : _models.Resolve(own + name[_provider.Length..], entries);
    }
}
