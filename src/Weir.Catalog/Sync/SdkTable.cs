using static Weir.Catalog.DialectNames;
using static Weir.Catalog.KeyPlacements;

namespace Weir.Catalog.Sync;

/// <summary>
/// SDK packages and what they mean: kept by hand, as models.dev doesn't say it. An address is the SDK's own default; a row without
/// one is used only by providers that state theirs.
/// </summary>
internal static class SdkTable
{
    public const string OpenAiCompatible = "@ai-sdk/openai-compatible";

    private static readonly Dictionary<string, Sdk> Rows = new Sdk[]
    {
        new(OpenAiCompatible, OpenAiChat, null, Bearer),
        new("@ai-sdk/alibaba", OpenAiChat, null, Bearer),
        new("@ai-sdk/amazon-bedrock", BedrockConverse, "https://bedrock-runtime.${AWS_REGION}.amazonaws.com", SigV4),
        new("@ai-sdk/amazon-bedrock/mantle", OpenAiResponses, "https://bedrock-mantle.${AWS_REGION}.api.aws/v1", SigV4),
        new("@ai-sdk/anthropic", AnthropicMessages, "https://api.anthropic.com/v1", XApiKey),
        new("@ai-sdk/azure", OpenAiResponses, "https://${AZURE_RESOURCE_NAME}.openai.azure.com/openai/v1", ApiKey, ServesOpenAiChat: true),
        new("@ai-sdk/cerebras", OpenAiChat, "https://api.cerebras.ai/v1", Bearer),
        new("@ai-sdk/cohere", CohereV2, "https://api.cohere.com/v2", Bearer),
        new("@ai-sdk/deepinfra", OpenAiChat, "https://api.deepinfra.com/v1/openai", Bearer),
        // The SDK speaks a protocol of its own to Vercel's gateway, which answers OpenAI chat here.
        new("@ai-sdk/gateway", OpenAiChat, "https://ai-gateway.vercel.sh/v1", Bearer),
        new("@ai-sdk/github-copilot", OpenAiChat, "https://api.githubcopilot.com", Bearer),
        new("@ai-sdk/google", Gemini, "https://generativelanguage.googleapis.com/v1beta", XGoogApiKey),
        new("@ai-sdk/google-vertex", Gemini, VertexBase("v1beta1", "publishers/google"), GoogleOAuth),
        new("@ai-sdk/google-vertex/anthropic", AnthropicVertex, VertexBase("v1", "publishers/anthropic/models"), GoogleOAuth),
        new("@ai-sdk/groq", OpenAiChat, "https://api.groq.com/openai/v1", Bearer),
        new("@ai-sdk/mistral", Mistral, "https://api.mistral.ai/v1", Bearer, ServesOpenAiChat: true),
        new("@ai-sdk/openai", OpenAiResponses, "https://api.openai.com/v1", Bearer, ServesOpenAiChat: true),
        new("@ai-sdk/perplexity", OpenAiChat, "https://api.perplexity.ai", Bearer),
        new("@ai-sdk/togetherai", OpenAiChat, "https://api.together.xyz/v1", Bearer),
        new("@ai-sdk/vercel", OpenAiChat, "https://api.v0.dev/v1", Bearer),
        new("@ai-sdk/xai", OpenAiResponses, "https://api.x.ai/v1", Bearer, ServesOpenAiChat: true),
        new("@aihubmix/ai-sdk-provider", OpenAiChat, "https://aihubmix.com/v1", Bearer),
        new("@jerome-benoit/sap-ai-provider-v2", SapOrchestration, null, ClientCredentials),
        new("@openrouter/ai-sdk-provider", OpenAiChat, "https://openrouter.ai/api/v1", Bearer),
        new("ai-gateway-provider", OpenAiChat, "https://gateway.ai.cloudflare.com/v1/${CLOUDFLARE_ACCOUNT_ID}/${CLOUDFLARE_GATEWAY_ID}/compat", CloudflareGateway),
        new("gitlab-ai-provider", AnthropicMessages, "https://cloud.gitlab.com/ai/v1/proxy/anthropic/v1", GitLabDirectAccess),
        new("merge-gateway-ai-sdk-provider", OpenAiChat, "https://api-gateway.merge.dev/v1/openai", Bearer),
        new("venice-ai-sdk-provider", OpenAiChat, "https://api.venice.ai/api/v1", Bearer),
    }.ToDictionary(sdk => sdk.Npm, StringComparer.Ordinal);

    /// <summary>The row of a package; null for one this table doesn't know.</summary>
    public static Sdk? Find(string npm) => Rows.GetValueOrDefault(npm);

    // GOOGLE_VERTEX_ENDPOINT is the name models.dev's own templates use for the host, which follows from the location.
    private static string VertexBase(string version, string publisher) =>
        "https://${GOOGLE_VERTEX_ENDPOINT}/" + version + "/projects/${GOOGLE_VERTEX_PROJECT}/locations/${GOOGLE_VERTEX_LOCATION}/" + publisher;
}
