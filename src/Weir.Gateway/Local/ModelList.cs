using System.Text.Json;
using Weir.Routing.Local;

namespace Weir.Gateway.Local;

/// <summary>OpenAI's model list, which all of these servers answer, with what each adds to it.</summary>
/// <param name="Entries">As they came, each with an id.</param>
internal sealed record ModelList(IReadOnlyList<JsonElement> Entries)
{
    /// <summary>More models than anybody has on a machine.</summary>
    private const int Most = 1000;

    /// <summary>The list; null when the answer is none.</summary>
    public static ModelList? Read(LocalAnswer answer) => answer.Json is { ValueKind: JsonValueKind.Object } json && json.TryGetProperty("data", out var data) && data.ValueKind switch
    {
        JsonValueKind.Array => true,
        // Ollama without models.
        JsonValueKind.Null => json.Name("object") == "list",
        _ => false,
    }
        ? new ModelList([.. json.Items("data").Where(static entry => entry.Name("id") is not null).Take(Most)])
        : null;

    public bool IsOwnedBy(string owner) => Entries.Count > 0 && Entries.All(entry => entry.Name("owned_by") == owner);

    /// <summary>The models by what the list alone tells: vLLM's and llama.cpp's windows, and the words of others for them.</summary>
    public IReadOnlyList<LocalModel> Models() => [.. Entries.Select(static entry => new LocalModel
    {
        Id = entry.Name("id")!,
        ContextLimit = entry.Count("max_model_len") ?? entry.Count("context_length") ?? entry.Count("max_context_length") ?? entry.Member("meta")?.Count("n_ctx") ?? entry.Member("meta")?.Count("n_ctx_train") ?? 0,
        IsLoaded = entry.Member("status")?.Name("value") is { } status ? status == "loaded" : null,
    })];
}
