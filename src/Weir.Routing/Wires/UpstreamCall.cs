using Weir.Dialects.Conversations;
using Weir.Routing.Targets;

namespace Weir.Routing.Wires;

/// <summary>One call about to be sent, as provider rules see it.</summary>
public sealed record UpstreamCall
{
    public required Target Target { get; init; }

    public required Wire Wire { get; init; }

    public CallPurpose Purpose { get; init; }

    /// <summary>True when a stream is wanted.</summary>
    public bool Stream { get; init; }

    /// <summary>The dialect of the client.</summary>
    public required string ClientDialect { get; init; }

    /// <summary>The request; null when the bytes pass unread and the rules did not ask to read them (<see cref="Providers.ProviderRules.ReadsConversation"/>).</summary>
    public Conversation? Conversation { get; init; }

    /// <summary>The path of an operation that is no conversation (<c>/embeddings</c>); null for the others, which their dialect places.</summary>
    public string? Path { get; init; }

    /// <summary>Reads one of the client's request headers.</summary>
    public Func<string, string?> ClientHeader { get; init; } = static _ => null;
}

/// <summary>What a call is for.</summary>
public enum CallPurpose
{
    Answer,
    CountTokens,

    /// <summary>Something that only OpenAI-shaped servers have; <see cref="UpstreamCall.Path"/> says what.</summary>
    Other,
}
