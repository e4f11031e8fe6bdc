using Weir.Routing.Local;

namespace Weir.Gateway.Local.Servers;

/// <summary>vLLM: says so in its list, with each model's window in <c>max_model_len</c>.</summary>
internal sealed class VllmServer(LocalCalls calls) : IServerKind
{
    public async Task<LocalServer?> RecognizeAsync(LocalPlace place, ModelList list, CancellationToken cancellationToken) => !list.IsOwnedBy("vllm") ? null : new LocalServer
    {
        Origin = place.Origin,
        Kind = LocalServerKind.Vllm,
        Version = (await calls.TryAskAsync(place, "/version", cancellationToken)).Json?.Name("version"),
        Models = list.Models(),
    };
}
