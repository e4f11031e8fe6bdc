namespace Weir.Catalog;

/// <summary>What one OAuth sign-in of a provider needs. Client ids are public: they name a program and are no secrets.</summary>
public sealed record SignInFlow
{
    /// <summary>Unique within the provider: <c>browser</c> or <c>device</c>.</summary>
    public required string Name { get; init; }

    /// <summary>In the words OpenCode shows, e.g. "ChatGPT Pro/Plus (browser)".</summary>
    public required string Label { get; init; }

    /// <summary>
    /// <c>authorization-code</c> (with PKCE), <c>device-code</c> (RFC 8628), <c>implicit</c>, or <c>openai-device</c> (OpenAI's own
    /// device flow, which is not RFC 8628).
    /// </summary>
    public required string Grant { get; init; }

    public required string ClientId { get; init; }

    /// <summary>Where the person signs in; may hold <c>${VAR}</c> parts. Null for RFC 8628, whose server says it.</summary>
    public string? AuthorizeUrl { get; init; }

    /// <summary>Where codes and refresh tokens are exchanged; null for the implicit grant.</summary>
    public string? TokenUrl { get; init; }

    /// <summary>Where a device flow gets its user code.</summary>
    public string? DeviceUrl { get; init; }

    /// <summary>Loopback address the browser comes back to; port 0 = any free port.</summary>
    public string? RedirectUrl { get; init; }

    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>Where requests go with this sign-in, when not to the provider's base URL.</summary>
    public string? BaseUrl { get; init; }

    /// <summary>Models the sign-in is known to serve; empty = all of the provider's.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>Models the sign-in is known to refuse.</summary>
    public IReadOnlyList<string> ExcludedModels { get; init; } = [];
}
