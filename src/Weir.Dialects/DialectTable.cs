using Weir.Dialects.AnthropicMessages;
using Weir.Dialects.BedrockConverse;
using Weir.Dialects.CohereV2;
using Weir.Dialects.Gemini;
using Weir.Dialects.Ollama;
using Weir.Dialects.OpenAiChat;
using Weir.Dialects.OpenAiResponses;
using Weir.Dialects.SapOrchestration;

namespace Weir.Dialects;

/// <summary>All dialects, by name.</summary>
public static class DialectTable
{
    private static readonly IDialect[] All = [OpenAiChatDialect.Instance, ResponsesDialect.Instance, AnthropicDialect.Instance, AnthropicDialect.Vertex, AnthropicDialect.BedrockInvoke, BedrockDialect.Instance, GeminiDialect.Instance, CohereV2Dialect.Instance, OllamaDialect.Instance, SapOrchestrationDialect.Instance];

    /// <summary>The dialect of a name, or null.</summary>
    public static IDialect? Find(string name)
    {
        foreach (var dialect in All)
        {
            if (string.Equals(dialect.Name, name, StringComparison.Ordinal))
            {
                return dialect;
            }
        }

        return null;
    }
}
