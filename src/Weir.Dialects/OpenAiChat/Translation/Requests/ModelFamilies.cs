namespace Weir.Dialects.OpenAiChat.Translation.Requests;

/// <summary>What a model's id tells of its family.</summary>
internal static class ModelFamilies
{
    /// <summary>OpenAI's models that reason and refuse sampling.</summary>
    public static bool RefusesSampling(string model)
    {
        var id = model[(model.LastIndexOf('/') + 1)..];
        return (StartsWith(id, "o1") || StartsWith(id, "o3") || StartsWith(id, "o4") || StartsWith(id, "gpt-5")) && !id.Contains("-chat", StringComparison.OrdinalIgnoreCase);
    }

    public static bool IsClaude(string model) =>
        model.Contains("claude", StringComparison.OrdinalIgnoreCase) || model.Contains("anthropic", StringComparison.OrdinalIgnoreCase);

    public static bool IsDeepSeek(string model) => model.Contains("deepseek", StringComparison.OrdinalIgnoreCase);

    private static bool StartsWith(string id, string family) => id.StartsWith(family, StringComparison.OrdinalIgnoreCase);
}
