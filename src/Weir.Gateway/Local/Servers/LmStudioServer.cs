using System.Text.Json;
using Weir.Catalog;
using Weir.Routing.Local;

namespace Weir.Gateway.Local.Servers;

/// <summary>LM Studio: its own list tells of every model the window and whether it is loaded, and loads those that are not when they are asked.</summary>
internal sealed class LmStudioServer(LocalCalls calls) : IServerKind
{
    public async Task<LocalServer?> RecognizeAsync(LocalPlace place, ModelList list, CancellationToken cancellationToken)
    {
        if (ModelList.Read(await calls.TryAskAsync(place, "/api/v0/models", cancellationToken)) is not { } own || own.Entries.Any(static entry => entry.Name("state") is null))
        {
            return null;
        }

        return own.Entries.Count == 0 && list.Entries.Count > 0 ? null : new LocalServer
        {
            Origin = place.Origin,
            Kind = LocalServerKind.LmStudio,
            Models = [.. own.Entries.Select(Of)],
        };
    }

    private static LocalModel Of(JsonElement entry) => new()
    {
        Id = entry.Name("id")!,
        ContextLimit = entry.Count("loaded_context_length") ?? entry.Count("max_context_length") ?? 0,
        Capabilities = entry.Words("capabilities") is { } words ? (words.Contains("tool_use") ? ModelCapabilities.ToolCall : ModelCapabilities.None) : null,
        SeesImages = entry.Name("type") == "vlm",
        Embeds = entry.Name("type") == "embeddings",
        IsLoaded = entry.Name("state") == "loaded",
    };
}
