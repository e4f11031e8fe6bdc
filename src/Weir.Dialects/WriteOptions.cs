using Weir.Dialects.Conversations;

namespace Weir.Dialects;

/// <summary>What the writer of a request knows of its target.</summary>
public sealed record WriteOptions
{
    /// <summary>Where to note what can't be carried.</summary>
    public required Losses Losses { get; init; }

    /// <summary>The model's id by which its family is told (<c>claude-sonnet-4-5</c>), where the wire's name is another (a deployment); null when it is the wire's.</summary>
    public string? ModelFamily { get; init; }

    /// <summary>The model's limit of output tokens; null when unknown. Dialects that demand a limit use it.</summary>
    public int? OutputLimit { get; init; }

    /// <summary>False when the model is known not to reason; then nothing is asked of its reasoning.</summary>
    public bool? CanReason { get; init; }

    /// <summary>How an OpenAI-compatible server differs from OpenAI.</summary>
    public OpenAiChat.Variants.ChatVariant Variant { get; init; } = OpenAiChat.Variants.ChatVariant.OpenAi;
}

/// <summary>What the writer of an answer knows of the request.</summary>
public sealed record AnswerOptions
{
    /// <summary>The request as the client sent it; null where there is none (tests).</summary>
    public Conversation? Request { get; init; }

    /// <summary>The model's name to show to the client; null shows the provider's.</summary>
    public string? Model { get; init; }

    /// <summary>Where to note what can't be carried back.</summary>
    public Losses Losses { get; init; } = new();

    /// <summary>Gemini without <c>alt=sse</c>: the stream is a JSON array.</summary>
    public bool AsJsonArray { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
