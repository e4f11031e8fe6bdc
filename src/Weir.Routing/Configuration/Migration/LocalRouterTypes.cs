using System.Collections.Frozen;

namespace Weir.Routing.Configuration.Migration;

/// <summary>LocalRouter's provider types in the catalogue's names.</summary>
internal static class LocalRouterTypes
{
    public const string Compatible = "openai-compatible";

    /// <summary>By name without underscores and hyphens: LocalRouter has written both <c>openai</c> and <c>open_a_i</c>. With an address where the catalogue has none.</summary>
    private static readonly FrozenDictionary<string, (string Type, string? BaseUrl)> Known = new Dictionary<string, (string, string?)>(StringComparer.OrdinalIgnoreCase)
    {
        ["ollama"] = ("ollama", null),
        ["lmstudio"] = ("lmstudio", null),
        ["llamacpp"] = ("llamacpp", null),
        ["openai"] = ("openai", null),
        ["openrouter"] = ("openrouter", null),
        ["anthropic"] = ("anthropic", null),
        ["gemini"] = ("google", null),
        ["groq"] = ("groq", null),
        ["mistral"] = ("mistral", null),
        ["cohere"] = ("cohere", null),
        ["togetherai"] = ("togetherai", null),
        ["perplexity"] = ("perplexity", null),
        ["deepinfra"] = ("deepinfra", null),
        ["cerebras"] = ("cerebras", null),
        ["xai"] = ("xai", null),
        ["githubmodels"] = ("github-models", null),
        ["githubcopilot"] = ("github-copilot", null),
        ["nvidianim"] = ("nvidia", null),
        ["cloudflareai"] = ("cloudflare-workers-ai", null),
        ["huggingface"] = ("huggingface", null),
        ["zhipu"] = ("zhipuai", null),
        ["digitalocean"] = ("digitalocean", null),
        ["opencodezen"] = ("opencode", null),
        ["opencodego"] = ("opencode-go", null),
        ["openaichatgptplus"] = ("openai", null),
        ["chatgptplus"] = ("openai", null),
        ["jan"] = (Compatible, "http://localhost:1337/v1"),
        ["gpt4all"] = (Compatible, "http://localhost:4891/v1"),
        ["localai"] = (Compatible, "http://localhost:8080/v1"),
        ["llm7"] = (Compatible, "https://api.llm7.io/v1"),
        ["klusterai"] = (Compatible, "https://api.kluster.ai/v1"),
        ["openaicompatible"] = (Compatible, null),
        ["custom"] = (Compatible, null),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The catalogue's name and the usual address; null for a type that nobody knows.</summary>
    public static (string Type, string? BaseUrl)? Find(string type) => Known.TryGetValue(Plain(type), out var known) ? known : null;

    /// <summary>Whether a person signs in to it in a browser.</summary>
    public static bool IsSignIn(string type) => Plain(type) is "openaichatgptplus" or "chatgptplus" or "githubcopilot";

    private static string Plain(string type) => type.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();
}
