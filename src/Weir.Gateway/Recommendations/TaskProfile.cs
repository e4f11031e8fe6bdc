using Weir.Catalog;

namespace Weir.Gateway.Recommendations;

/// <summary>What a kind of task usually takes.</summary>
/// <param name="Input">Input tokens of a run.</param>
/// <param name="Output">Output tokens of a run.</param>
/// <param name="Helps">Abilities that help with it, without being needed.</param>
internal sealed record TaskProfile(long Input, long Output, ModelCapabilities Helps)
{
    /// <summary>The profile of a word; a word of the user's own has a small chat's.</summary>
    public static TaskProfile Of(string task) => task switch
    {
        "coding" => new(6_000, 1_500, ModelCapabilities.ToolCall | ModelCapabilities.Reasoning),
        "reasoning" => new(2_000, 4_000, ModelCapabilities.Reasoning),
        "extraction" => new(4_000, 500, ModelCapabilities.StructuredOutput),
        "vision" => new(2_500, 400, ModelCapabilities.Attachment),
        "summary" => new(8_000, 600, ModelCapabilities.None),
        _ => new(1_000, 400, ModelCapabilities.None),
    };
}
