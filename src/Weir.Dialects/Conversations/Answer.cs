using System.Text.Json;
using Weir.Dialects.Conversations.Parts;
using Weir.Dialects.Usage;

namespace Weir.Dialects.Conversations;

/// <summary>A model's whole answer, in no dialect's words. Immutable.</summary>
public sealed record Answer
{
    /// <summary>The provider's id of the answer.</summary>
    public string? Id { get; init; }

    /// <summary>The model that answered, in the provider's words.</summary>
    public string? Model { get; init; }

    /// <summary>When it was made, in whole seconds since 1970; null where the dialect doesn't say.</summary>
    public long? Created { get; init; }

    /// <summary>The answers, in the order of their index; one unless more were asked for. Empty when the prompt was refused as such.</summary>
    public IReadOnlyList<Choice> Choices { get; init; } = [];

    /// <summary>Null when the provider told none.</summary>
    public TokenUsage? Usage { get; init; }

    public string? ServiceTier { get; init; }

    public Extras Extras { get; init; } = Extras.None;
}

/// <summary>One of the answers to a request.</summary>
public sealed record Choice
{
    public int Index { get; init; }

    public required IReadOnlyList<Part> Parts { get; init; }

    public StopReason Stop { get; init; }

    /// <summary>The stop text that was hit, where the dialect tells it.</summary>
    public string? StopSequence { get; init; }

    /// <summary>Log probabilities in the dialect's own form, under its name in <see cref="Extras"/> where it differs from OpenAI's.</summary>
    public JsonElement? LogProbs { get; init; }

    /// <summary>The wire's own stop word and what else only the dialect knows.</summary>
    public Extras Extras { get; init; } = Extras.None;
}

/// <summary>Why a model stopped.</summary>
public enum StopReason
{
    /// <summary>The provider did not say.</summary>
    Unknown,
    EndTurn,
    MaxTokens,
    StopSequence,
    ToolCall,

    /// <summary>The model declined.</summary>
    Refusal,

    /// <summary>A filter of the provider held back the prompt or the answer.</summary>
    ContentFilter,

    /// <summary>The provider paused a long turn; the answer sent back as it is goes on (Anthropic's <c>pause_turn</c>).</summary>
    Pause,

    /// <summary>The context window was full before the answer was done.</summary>
    ContextFull,

    /// <summary>The provider failed half-way, and says so where others say why they stopped.</summary>
    Error,
}
