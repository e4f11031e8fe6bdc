namespace Weir.Dialects.OpenAiChat.Variants;

/// <summary>How an OpenAI-compatible server differs from OpenAI itself, as data. Only the translating lane looks at it; OpenAI-shaped traffic passes as it came.</summary>
public sealed record ChatVariant
{
    public static ChatVariant OpenAi { get; } = new();

    /// <summary>The name of the variant, for people.</summary>
    public string Name { get; init; } = "openai";

    /// <summary>The member that limits output tokens.</summary>
    public string LimitMember { get; init; } = "max_completion_tokens";

    /// <summary>True when the server refuses the other member for the limit; then the client's choice of it is not kept.</summary>
    public bool OnlyLimitMember { get; init; }

    /// <summary>True when the role <c>developer</c> is known; otherwise it is written as <c>system</c>.</summary>
    public bool KnowsDeveloper { get; init; } = true;

    /// <summary>True when <c>stream_options.include_usage</c> is known.</summary>
    public bool KnowsStreamOptions { get; init; } = true;

    /// <summary>True when tools of type <c>custom</c> are known.</summary>
    public bool KnowsCustomTools { get; init; } = true;

    /// <summary>True when functions may be <c>strict</c>.</summary>
    public bool KnowsStrict { get; init; } = true;

    /// <summary>True when <c>tool_choice</c> may be <c>allowed_tools</c>.</summary>
    public bool KnowsAllowedTools { get; init; } = true;

    /// <summary>True when <c>parallel_tool_calls</c> is known.</summary>
    public bool KnowsParallelToolCalls { get; init; } = true;

    /// <summary>True when a message may have <c>refusal</c>.</summary>
    public bool KnowsRefusal { get; init; } = true;

    /// <summary>True when <c>response_format</c> may be <c>json_schema</c>.</summary>
    public bool KnowsJsonSchema { get; init; } = true;

    /// <summary>True when <c>top_k</c> is known.</summary>
    public bool KnowsTopK { get; init; }

    /// <summary>True when <c>frequency_penalty</c> and <c>presence_penalty</c> are known.</summary>
    public bool KnowsPenalties { get; init; } = true;

    /// <summary>True when <c>logprobs</c> and <c>top_logprobs</c> are known.</summary>
    public bool KnowsLogProbs { get; init; } = true;

    /// <summary>True when the members of OpenAI's platform are known: <c>store</c>, <c>metadata</c>, <c>service_tier</c>, <c>verbosity</c>, <c>prompt_cache_retention</c>.</summary>
    public bool KnowsPlatform { get; init; } = true;

    /// <summary>True when <c>prompt_cache_key</c> is known.</summary>
    public bool KnowsCacheKey { get; init; } = true;

    /// <summary>True when <c>user</c> is known.</summary>
    public bool KnowsUser { get; init; } = true;

    /// <summary>True when more than one answer may be asked for.</summary>
    public bool KnowsChoices { get; init; } = true;

    /// <summary>The member that holds the seed.</summary>
    public string SeedMember { get; init; } = "seed";

    /// <summary>True when the models that reason refuse sampling, as OpenAI's do.</summary>
    public bool ReasoningRefusesSampling { get; init; } = true;

    /// <summary>How reasoning of earlier turns goes back.</summary>
    public ReasoningHistory History { get; init; } = ReasoningHistory.None;

    /// <summary>How reasoning is asked for.</summary>
    public ReasoningControl Control { get; init; } = ReasoningControl.Effort;

    /// <summary>Where marks for the prompt cache are written.</summary>
    public CacheMarking Cache { get; init; } = CacheMarking.Never;

    /// <summary>The member that is a mark.</summary>
    public string CacheMember { get; init; } = "cache_control";

    /// <summary>True when answers may begin with thoughts between <c>&lt;think&gt;</c> tags.</summary>
    public bool ThinkTags { get; init; }

    /// <summary>The exact length of tool call ids, of letters and digits; 0 for any.</summary>
    public int ToolIdLength { get; init; }

    /// <summary>Words of the assistant that must stand between a tool's result and the user; null where nothing must.</summary>
    public string? BetweenToolAndUser { get; init; }

    /// <summary>How documents go: a part <c>file</c>, Mistral's <c>document_url</c>, or not at all.</summary>
    public DocumentForm Documents { get; init; } = DocumentForm.File;

    /// <summary>True when audio can be heard.</summary>
    public bool KnowsAudio { get; init; } = true;

    /// <summary>True when audio is text, not an object with its format.</summary>
    public bool BareAudio { get; init; }

    /// <summary>True when there are parts <c>video_url</c>.</summary>
    public bool KnowsVideo { get; init; }
}

/// <summary>The form in which a server wants reasoning of earlier turns back.</summary>
public enum ReasoningHistory
{
    /// <summary>It has none: reasoning is left out.</summary>
    None,

    /// <summary><c>reasoning_content</c> on the assistant's message.</summary>
    ReasoningContent,

    /// <summary><c>reasoning</c> on the assistant's message.</summary>
    Reasoning,

    /// <summary><c>reasoning</c>, and <c>reasoning_details</c> as they came.</summary>
    Details,

    /// <summary>Parts of type <c>thinking</c> in the content.</summary>
    Parts,
}

/// <summary>The form in which a server takes how much to reason.</summary>
public enum ReasoningControl
{
    /// <summary>It can't be told.</summary>
    None,

    /// <summary><c>reasoning_effort</c>.</summary>
    Effort,

    /// <summary><c>reasoning: {effort | max_tokens, enabled, exclude}</c>.</summary>
    Router,

    /// <summary><c>thinking: {type: enabled | disabled}</c>.</summary>
    Thinking,

    /// <summary><c>enable_thinking</c> and <c>thinking_budget</c>.</summary>
    EnableThinking,

    /// <summary><c>chat_template_kwargs: {enable_thinking}</c>.</summary>
    Template,
}

/// <summary>Where a server takes <c>cache_control</c>.</summary>
public enum CacheMarking
{
    Never,

    /// <summary>For Claude's families only.</summary>
    Claude,

    Always,
}

/// <summary>The form of documents.</summary>
public enum DocumentForm
{
    None,
    File,
    DocumentUrl,
}
