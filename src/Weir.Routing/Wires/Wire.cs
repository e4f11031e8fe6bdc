using Weir.Credentials;
using Weir.Dialects.OpenAiChat.Variants;
using Weir.Routing.Providers;

namespace Weir.Routing.Wires;

/// <summary>One way to reach a model: a dialect at an address, signed in a certain manner. Immutable; made once a target.</summary>
public sealed record Wire
{
    /// <summary>The dialect's name.</summary>
    public required string Dialect { get; init; }

    /// <summary>Absolute, without a slash at the end, all variables filled in. The path of a call is added to it by <see cref="ProviderRules.AddressOf"/>.</summary>
    public required Uri BaseUrl { get; init; }

    /// <summary>The model id as it goes on the wire.</summary>
    public required string ModelId { get; init; }

    /// <summary>How the call is signed.</summary>
    public required IAuthMethod Auth { get; init; }

    /// <summary>What data can't say about the provider.</summary>
    public required ProviderRules Rules { get; init; }

    /// <summary>True when the server answers by streams alone: whoever wants a whole answer gets one made of the stream.</summary>
    public bool AlwaysStreams { get; init; }

    /// <summary>How the server differs from OpenAI, for <c>openai-chat</c>.</summary>
    public ChatVariant Variant { get; init; } = ChatVariant.OpenAi;
}
