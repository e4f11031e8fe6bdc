using Weir.Routing.Local;

namespace Weir.Gateway.Local.Servers;

/// <summary>Jan: its list looks like anybody's, but it describes itself in <c>/openapi.json</c>.</summary>
internal sealed class JanServer(LocalCalls calls) : IServerKind
{
    public async Task<LocalServer?> RecognizeAsync(LocalPlace place, ModelList list, CancellationToken cancellationToken)
    {
        var described = (await calls.TryAskAsync(place, "/openapi.json", cancellationToken)).Json?.Member("info");
        return described?.Name("title") is { } title && title.Split(' ').Contains("Jan")
            ? new LocalServer { Origin = place.Origin, Kind = LocalServerKind.Jan, Models = list.Models() }
            : null;
    }
}
