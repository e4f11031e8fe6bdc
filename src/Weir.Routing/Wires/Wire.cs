using System.Collections.ObjectModel;
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

    /// <summary>The id by which the model's family is told, where the catalogue calls it by another name than its vendor; null where the catalogue's tells it.</summary>
    public string? ModelFamily { get; init; }

    /// <summary>How the call is signed.</summary>
    public required IAuthMethod Auth { get; init; }

    /// <summary>What data can't say about the provider.</summary>
    public required ProviderRules Rules { get; init; }

    /// <summary>True when the server answers by streams alone: whoever wants a whole answer gets one made of the stream.</summary>
    public bool AlwaysStreams { get; init; }

    /// <summary>False when a limit on the output does not reach the server: then an answer may be as long as the model's longest.</summary>
    public bool TakesLimit { get; init; } = true;

    /// <summary>Headers that the provider's rules add to each call (<see cref="ProviderRules.SetHeaders"/>), where they follow from variables.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>How the server differs from OpenAI, for <c>openai-chat</c>.</summary>
    public ChatVariant Variant { get; init; } = ChatVariant.OpenAi;
}
