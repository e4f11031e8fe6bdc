using Weir.Routing.Local;

namespace Weir.Gateway.Local.Servers;

/// <summary>llama.cpp's server: says so in its list. Its one model's window is not what the model was trained with but what the server was started with: <c>/props</c> tells.</summary>
internal sealed class LlamaCppServer(LocalCalls calls) : IServerKind
{
    public async Task<LocalServer?> RecognizeAsync(LocalPlace place, ModelList list, CancellationToken cancellationToken)
    {
        if (!list.IsOwnedBy("llamacpp"))
        {
            return null;
        }

        var props = (await calls.TryAskAsync(place, "/props", cancellationToken)).Json;
        var models = list.Models();
        if (models is [var only] && props is { } told)
        {
            models =
            [
                only with
                {
                    ContextLimit = told.Member("default_generation_settings")?.Count("n_ctx") ?? only.ContextLimit,
                    SeesImages = told.Member("modalities")?.Flag("vision") ?? false,
                },
            ];
        }

        return new LocalServer { Origin = place.Origin, Kind = LocalServerKind.LlamaCpp, Version = props?.Name("build_info"), Models = models };
    }
}
