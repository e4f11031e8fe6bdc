namespace Weir.Catalog;

/// <summary>One provider of the catalogue: a vendor or a kind of server. Immutable.</summary>
public sealed record CatalogProvider
{
    /// <summary>Catalogue id, e.g. <c>openai</c>; what <c>type</c> in weir.yaml names.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Every variable the provider reads, settings as well as keys, in models.dev's order.</summary>
    public required IReadOnlyList<string> Variables { get; init; }

    /// <summary>The subset of <see cref="Variables"/> that holds a key, best first. Empty when no key is needed or a cloud chain signs in.</summary>
    public required IReadOnlyList<string> KeyVariables { get; init; }

    /// <summary>Base URL without a slash at the end; may hold <c>${VAR}</c> parts. Null when it must come from configuration.</summary>
    public required string? BaseUrl { get; init; }

    /// <summary>Wire dialect: <c>openai-chat</c>, <c>openai-responses</c>, <c>anthropic-messages</c>, <c>gemini</c>, <c>bedrock-converse</c>, <c>cohere-v2</c>, ...</summary>
    public required string Dialect { get; init; }

    /// <summary>How a key travels: <c>bearer</c>, <c>x-api-key</c>, <c>x-goog-api-key</c>, <c>api-key</c>, <c>sigv4</c>, ...</summary>
    public required string KeyPlacement { get; init; }

    /// <summary>Auth methods the provider offers, the usual one first.</summary>
    public required IReadOnlyList<CatalogAuthMethod> AuthMethods { get; init; }

    /// <summary>
    /// True when the provider answers OpenAI's <c>/chat/completions</c> at <see cref="BaseUrl"/>, whatever <see cref="Dialect"/>
    /// its own client prefers (OpenAI and xAI speak Responses first, and chat as well).
    /// </summary>
    public required bool ServesOpenAiChat { get; init; }

    /// <summary>The vendor's documentation.</summary>
    public string? Documentation { get; init; }

    /// <summary>The AI SDK package that OpenCode uses for it; says the dialect.</summary>
    public string? Npm { get; init; }

    /// <summary>What its <c>oauth</c> sign-ins need: addresses, client ids, scopes. Empty for most providers.</summary>
    public IReadOnlyList<SignInFlow> Flows { get; init; } = [];

    /// <summary>Models by id, in ordinal order, read when first asked for.</summary>
    public required IReadOnlyDictionary<string, CatalogModel> Models { get; init; }
}
