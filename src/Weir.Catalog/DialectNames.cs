namespace Weir.Catalog;

/// <summary>Names of wire dialects as the catalogue's data writes them.</summary>
public static class DialectNames
{
    public const string OpenAiChat = "openai-chat";

    public const string OpenAiResponses = "openai-responses";

    public const string AnthropicMessages = "anthropic-messages";

    /// <summary>Anthropic Messages by Vertex AI: the model is in the path (<c>:rawPredict</c>), not in the body.</summary>
    public const string AnthropicVertex = "anthropic-vertex";

    public const string Gemini = "gemini";

    public const string BedrockConverse = "bedrock-converse";

    /// <summary>Anthropic Messages by Bedrock's InvokeModel: the model is in the path, a stream comes in AWS frames.</summary>
    public const string BedrockInvoke = "bedrock-invoke";

    public const string CohereV2 = "cohere-v2";

    /// <summary>Ollama's native chat.</summary>
    public const string Ollama = "ollama";

    /// <summary>Mistral's chat: OpenAI chat with stricter tool call ids and reasoning as content parts.</summary>
    public const string Mistral = "mistral";

    /// <summary>SAP AI Core's orchestration service.</summary>
    public const string SapOrchestration = "sap-orchestration";

    /// <summary>GitLab's agent protocol over a WebSocket; not a chat dialect.</summary>
    public const string GitLabWorkflow = "gitlab-workflow";

    /// <summary>Weir's own simulator, which has no wire.</summary>
    public const string Simulator = "simulator";

    public static IReadOnlyList<string> All { get; } =
    [
        OpenAiChat, OpenAiResponses, AnthropicMessages, AnthropicVertex, Gemini, BedrockConverse, BedrockInvoke, CohereV2, Mistral, Ollama,
        SapOrchestration, GitLabWorkflow, Simulator,
    ];
}
