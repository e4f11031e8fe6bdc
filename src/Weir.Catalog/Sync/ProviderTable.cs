using System.Text.RegularExpressions;
using static Weir.Catalog.DialectNames;
using static Weir.Catalog.KeyPlacements;

namespace Weir.Catalog.Sync;

/// <summary>Rules by provider that neither models.dev nor the SDK's name tells: kept by hand.</summary>
internal static partial class ProviderTable
{
    private const string GitLabOpenAi = "https://cloud.gitlab.com/ai/v1/proxy/openai/v1";

    private static readonly Dictionary<string, ProviderRule> Rows = new ProviderRule[]
    {
        new("aihubmix")
        {
            Models =
            [
                new(AiHubMixClaude(), AnthropicMessages, KeyPlacement: XApiKey),
                new(AiHubMixGemini(), Gemini, "https://aihubmix.com/gemini/v1beta", XGoogApiKey),
            ],
        },
        new("amazon-bedrock") { KeyVariables = ["AWS_BEARER_TOKEN_BEDROCK"] },
        new("azure-cognitive-services") { BaseUrl = "https://${AZURE_COGNITIVE_SERVICES_RESOURCE_NAME}.cognitiveservices.azure.com/openai/v1" },
        new("cloudflare-ai-gateway") { OneEndpoint = true },
        new("github-copilot") { Models = [new(CopilotResponses(), OpenAiResponses)] },
        new("gitlab")
        {
            Models = [new(GitLabWorkflows(), GitLabWorkflow), new(GitLabResponses(), OpenAiResponses, GitLabOpenAi), new(GitLabGpt(), OpenAiChat, GitLabOpenAi)],
        },
        new("meta") { Dialect = OpenAiResponses, ServesOpenAiChat = true },
    }.ToDictionary(rule => rule.Id, StringComparer.Ordinal);

    /// <summary>Providers OpenCode has a loader of its own for, and whose rules were read into these tables or into Weir.</summary>
    private static readonly HashSet<string> KnownLoaders = new(StringComparer.Ordinal)
    {
        "amazon-bedrock", "anthropic", "azure", "azure-cognitive-services", "cerebras", "cloudflare-ai-gateway", "cloudflare-workers-ai",
        "digitalocean", "github-copilot", "gitlab", "google-vertex", "google-vertex-anthropic", "kilo", "llmgateway", "meta", "nvidia",
        "openai", "opencode", "openrouter", "sap-ai-core", "snowflake-cortex", "vercel", "xai", "zenmux",
    };

    public static ProviderRule Find(string id) => Rows.GetValueOrDefault(id) ?? new ProviderRule(id);

    public static bool KnowsLoader(string id) => KnownLoaders.Contains(id);

    [GeneratedRegex("^claude-", RegexOptions.CultureInvariant)]
    private static partial Regex AiHubMixClaude();

    [GeneratedRegex("^(gemini|imagen)(?!.*-(nothink|search)$)", RegexOptions.CultureInvariant)]
    private static partial Regex AiHubMixGemini();

    // GPT-5 and later, except gpt-5-mini.
    [GeneratedRegex("^gpt-(?!5-mini)([5-9]|[1-9][0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex CopilotResponses();

    [GeneratedRegex("^duo-workflow-", RegexOptions.CultureInvariant)]
    private static partial Regex GitLabWorkflows();

    // Codex, and GPT-5.6 and later, which refuse functions in chat while they reason.
    [GeneratedRegex("-gpt-(.*codex|5-([6-9]|[1-9][0-9])(-|$)|[6-9]|[1-9][0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex GitLabResponses();

    [GeneratedRegex("-gpt-", RegexOptions.CultureInvariant)]
    private static partial Regex GitLabGpt();
}
