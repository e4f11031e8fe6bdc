using Weir.Routing.Local;

namespace Weir.Gateway.Local.Servers;

/// <summary>Knows one kind of server by what it answers.</summary>
internal interface IServerKind
{
    /// <summary>The server, if it is of this kind, with all that it tells; null if it is of another.</summary>
    /// <param name="place">Where it answers.</param>
    /// <param name="list">Its model list.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<LocalServer?> RecognizeAsync(LocalPlace place, ModelList list, CancellationToken cancellationToken);
}
