using Weir.Dialects.AnthropicMessages;
using Weir.Dialects.BedrockConverse;
using Weir.Dialects.Gemini;
using Weir.Dialects.Ollama;

namespace Weir.Dialects.Conversations;

/// <summary>Which models go on with an answer that somebody else began, when it stands last among the messages as the assistant's.</summary>
public static class AnswerPrefix
{
    /// <summary>True when the model goes on where the last message ends, instead of answering anew. Claude does so up to its generation 4.5.</summary>
    /// <param name="dialect">The model's wire dialect.</param>
    /// <param name="family">The id that tells the model's family.</param>
    public static bool IsTakenBy(string dialect, string family)
    {
        ArgumentNullException.ThrowIfNull(family);
        return dialect switch
        {
            GeminiDialect.DialectName or OllamaDialect.DialectName => true,
            AnthropicDialect.DialectName or "anthropic-vertex" or "bedrock-invoke" or BedrockDialect.DialectName =>
                family.Contains("claude", StringComparison.OrdinalIgnoreCase) && ClaudeFamily.Of(family) is { IsKnown: true, IsAdaptive: false },
            _ => false,
        };
    }
}
