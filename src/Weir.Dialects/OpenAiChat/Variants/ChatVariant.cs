namespace Weir.Dialects.OpenAiChat.Variants;

/// <summary>How an OpenAI-compatible server differs from OpenAI itself, as data. Only the translating lane looks at it; OpenAI-shaped traffic passes as it came.</summary>
public sealed record ChatVariant
{
    public static ChatVariant OpenAi { get; } = new();

    /// <summary>The name of the variant, for people.</summary>
    public string Name { get; init; } = "openai";
}
