using Weir.Catalog;

namespace Weir.Gateway.Recommendations;

/// <summary>The words for what a model must be able to do.</summary>
internal static class ModelNeeds
{
    public static IReadOnlyList<string> Words { get; } = ["tools", "vision", "audio", "files", "reasoning", "json"];

    /// <summary>Whether a model has it. Of a model of which nothing is known, nobody can say so.</summary>
    public static bool Has(CatalogModel? model, string need) => model is not null && need switch
    {
        "tools" => model.Capabilities.HasFlag(ModelCapabilities.ToolCall),
        "reasoning" => model.Capabilities.HasFlag(ModelCapabilities.Reasoning),
        "json" => model.Capabilities.HasFlag(ModelCapabilities.StructuredOutput),
        "vision" => model.InputModalities.Contains("image"),
        "audio" => model.InputModalities.Contains("audio"),
        "files" => model.Capabilities.HasFlag(ModelCapabilities.Attachment) || model.InputModalities.Contains("pdf"),
        _ => false,
    };

    /// <summary>The words for abilities.</summary>
    public static IEnumerable<string> Of(ModelCapabilities abilities)
    {
        if (abilities.HasFlag(ModelCapabilities.ToolCall))
        {
            yield return "tools";
        }

        if (abilities.HasFlag(ModelCapabilities.Reasoning))
        {
            yield return "reasoning";
        }

        if (abilities.HasFlag(ModelCapabilities.StructuredOutput))
        {
            yield return "json";
        }

        if (abilities.HasFlag(ModelCapabilities.Attachment))
        {
            yield return "files";
        }
    }
}
