using System.Text.Json;

namespace Weir.Catalog.Sync;

/// <summary>Reads one model of an api.json.</summary>
internal static class ModelsDevModel
{
    private static readonly (string Field, ModelCapabilities Capability)[] Capabilities =
    [
        ("attachment", ModelCapabilities.Attachment),
        ("reasoning", ModelCapabilities.Reasoning),
        ("tool_call", ModelCapabilities.ToolCall),
        ("structured_output", ModelCapabilities.StructuredOutput),
        ("temperature", ModelCapabilities.Temperature),
        ("open_weights", ModelCapabilities.OpenWeights),
    ];

    public static CatalogModel Read(string id, JsonElement json, string where, List<string> notes)
    {
        var limit = json.Member("limit", JsonValueKind.Object);
        var modalities = json.Member("modalities", JsonValueKind.Object);
        return new CatalogModel
        {
            Id = id,
            Name = json.Text("name") ?? id,
            Family = json.Text("family"),
            ContextLimit = limit?.Tokens("context") ?? 0,
            InputLimit = limit?.Tokens("input") ?? 0,
            OutputLimit = limit?.Tokens("output") ?? 0,
            Price = json.Member("cost", JsonValueKind.Object) is { } cost ? ModelsDevPrice.Read(cost, where, notes) : null,
            InputModalities = modalities?.Member("input", JsonValueKind.Array)?.Texts() ?? CatalogModel.TextOnly,
            OutputModalities = modalities?.Member("output", JsonValueKind.Array)?.Texts() ?? CatalogModel.TextOnly,
            Capabilities = Capabilities
                .Where(row => json.Member(row.Field, JsonValueKind.True) is not null)
                .Aggregate(ModelCapabilities.None, (all, row) => all | row.Capability),
            Status = json.Text("status") ?? "active",
            ReleaseDate = json.Text("release_date"),
            LastUpdated = json.Text("last_updated"),
            KnowledgeCutoff = json.Text("knowledge"),
            ReasoningEfforts = ReadEfforts(json),
            InterleavedField = json.Member("interleaved", JsonValueKind.Object)?.Text("field"),
        };
    }

    // A null among the efforts stands for the model's own default, which is what leaving the effort out means.
    private static IReadOnlyList<string> ReadEfforts(JsonElement json) =>
        json.Member("reasoning_options", JsonValueKind.Array) is { } options
            ? [.. options.EnumerateArray()
                .Where(option => option.ValueKind == JsonValueKind.Object && option.Text("type") == "effort")
                .SelectMany(option => option.Member("values", JsonValueKind.Array)?.Texts() ?? [])]
            : [];
}
