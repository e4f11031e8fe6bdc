using System.Collections.Frozen;

namespace Weir.Dialects.OpenAiChat.Variants;

/// <summary>The known OpenAI-compatible servers.</summary>
public static class ChatVariants
{
    /// <summary>A server that nothing is known of: only what all of them understand.</summary>
    public static ChatVariant Compatible { get; } = new()
    {
        Name = "openai-compatible",
        LimitMember = "max_tokens",
        KnowsDeveloper = false,
        KnowsCustomTools = false,
        KnowsAllowedTools = false,
        KnowsRefusal = false,
        KnowsPlatform = false,
        KnowsCacheKey = false,
        ReasoningRefusesSampling = false,
        Cache = CacheMarking.Claude,
        History = ReasoningHistory.ReasoningContent,
        ThinkTags = true,
    };

    private static readonly ChatVariant Gateway = Compatible with { History = ReasoningHistory.Details, Control = ReasoningControl.Router, KnowsTopK = true, KnowsCacheKey = true, KnowsVideo = true, ThinkTags = false };

    private static readonly ChatVariant Local = Compatible with { KnowsTopK = true, Control = ReasoningControl.Template, KnowsUser = false };

    private static readonly ChatVariant[] Known =
    [
        ChatVariant.OpenAi,
        Compatible,
        ChatVariant.OpenAi with { Name = "azure" },
        ChatVariant.OpenAi with { Name = "copilot", LimitMember = "max_tokens", KnowsDeveloper = false, KnowsCustomTools = false, KnowsPlatform = false, KnowsCacheKey = false, Cache = CacheMarking.Claude, CacheMember = "copilot_cache_control" },
        Compatible with
        {
            Name = "mistral", OnlyLimitMember = true, KnowsStreamOptions = false, SeedMember = "random_seed", KnowsLogProbs = false, KnowsUser = false,
            KnowsCacheKey = true, History = ReasoningHistory.Parts, Cache = CacheMarking.Never, ThinkTags = false, ToolIdLength = 9, BetweenToolAndUser = "Done.",
            Documents = DocumentForm.DocumentUrl, BareAudio = true,
        },
        Compatible with { Name = "deepseek", Control = ReasoningControl.Thinking, KnowsStrict = false, KnowsJsonSchema = false, KnowsParallelToolCalls = false, KnowsUser = false, KnowsChoices = false, Documents = DocumentForm.None, KnowsAudio = false, ThinkTags = false },
        Compatible with { Name = "groq", LimitMember = "max_completion_tokens", History = ReasoningHistory.Reasoning, KnowsPenalties = false, KnowsLogProbs = false, KnowsChoices = false, Documents = DocumentForm.None, KnowsAudio = false },
        Compatible with { Name = "xai", LimitMember = "max_completion_tokens", ReasoningRefusesSampling = true, ThinkTags = false, Documents = DocumentForm.None, KnowsAudio = false },
        Gateway with { Name = "openrouter", Cache = CacheMarking.Always },
        Gateway with { Name = "vercel" },
        Compatible with { Name = "cerebras", LimitMember = "max_completion_tokens", History = ReasoningHistory.Reasoning, KnowsPenalties = false, KnowsChoices = false, Documents = DocumentForm.None, KnowsAudio = false },
        Compatible with { Name = "together", History = ReasoningHistory.Reasoning, KnowsTopK = true, Documents = DocumentForm.None, KnowsAudio = false, KnowsVideo = true },
        Compatible with { Name = "perplexity", History = ReasoningHistory.None, KnowsStreamOptions = false, KnowsTopK = true, KnowsStrict = false, KnowsLogProbs = false, KnowsUser = false, KnowsChoices = false, KnowsAudio = false },
        Local with { Name = "vllm", KnowsVideo = true },
        Local with { Name = "llama.cpp" },
        Local with { Name = "lmstudio", Control = ReasoningControl.Effort },
        Compatible with { Name = "snowflake", LimitMember = "max_completion_tokens", OnlyLimitMember = true, Cache = CacheMarking.Claude, ThinkTags = false, KnowsUser = false },
        Compatible with { Name = "zai", Control = ReasoningControl.Thinking, KnowsStrict = false, KnowsJsonSchema = false, KnowsParallelToolCalls = false, KnowsPenalties = false, KnowsLogProbs = false, KnowsChoices = false, KnowsVideo = true, ThinkTags = false, Documents = DocumentForm.None },
        Compatible with { Name = "alibaba", Control = ReasoningControl.EnableThinking, Cache = CacheMarking.Always, KnowsTopK = true, KnowsVideo = true, KnowsUser = false, ThinkTags = false, Documents = DocumentForm.None },
        Compatible with { Name = "moonshot", Control = ReasoningControl.Thinking, KnowsLogProbs = false, KnowsVideo = true, ThinkTags = false, KnowsCacheKey = true, Documents = DocumentForm.None, KnowsAudio = false },
        Compatible with { Name = "xiaomi", LimitMember = "max_completion_tokens", Control = ReasoningControl.Thinking, ThinkTags = false },
        Compatible with { Name = "huggingface" },
        Compatible with
        {
            Name = "sap-ai-core", LimitMember = "max_completion_tokens", OnlyLimitMember = true, KnowsRefusal = true, KnowsUser = false, ReasoningRefusesSampling = true, History = ReasoningHistory.Details, ThinkTags = false,
            KnowsAudio = false,
        },
        Compatible with { Name = "cohere", KnowsParallelToolCalls = false, KnowsLogProbs = false, KnowsUser = false, KnowsChoices = false, History = ReasoningHistory.None, ThinkTags = false, Documents = DocumentForm.None, KnowsAudio = false },
    ];

    private static readonly FrozenDictionary<string, ChatVariant> ByName = Known.ToFrozenDictionary(static variant => variant.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Providers that go by other names than their variant.</summary>
    private static readonly FrozenDictionary<string, string> Aliases = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["azure-cognitive-services"] = "azure",
        ["github-copilot"] = "copilot",
        ["togetherai"] = "together",
        ["llamacpp"] = "llama.cpp",
        ["llama-cpp"] = "llama.cpp",
        ["lm-studio"] = "lmstudio",
        ["snowflake-cortex"] = "snowflake",
        ["zai-coding-plan"] = "zai",
        ["zhipuai"] = "zai",
        ["zhipuai-coding-plan"] = "zai",
        ["alibaba-cn"] = "alibaba",
        ["alibaba-coding-plan"] = "alibaba",
        ["dashscope"] = "alibaba",
        ["moonshotai"] = "moonshot",
        ["moonshotai-cn"] = "moonshot",
        ["kilo"] = "openrouter",
        ["vercel-gateway"] = "vercel",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>All variants, OpenAI's own among them.</summary>
    public static IReadOnlyList<ChatVariant> All => Known;

    /// <summary>The variant of a provider's server, adapted to the model behind it.</summary>
    /// <param name="providerId">The provider's id in the catalogue (models.dev's names).</param>
    /// <param name="modelId">The model's id, by which its family is told; null when unknown.</param>
    public static ChatVariant For(string providerId, string? modelId = null)
    {
        ArgumentNullException.ThrowIfNull(providerId);
        var variant = ByName.GetValueOrDefault(Aliases.GetValueOrDefault(providerId, providerId), Compatible);

        // Servers that host Mistral's models keep the rule on ids of their chat template.
        return variant.ToolIdLength == 0 && modelId is not null && (Has(modelId, "mistral") || Has(modelId, "devstral")) && variant.Name != "openai"
            ? variant with { ToolIdLength = 9, BetweenToolAndUser = "Done." }
            : variant;
    }

    private static bool Has(string id, string family) => id.Contains(family, StringComparison.OrdinalIgnoreCase);
}
