using System.Collections.Frozen;

namespace Weir.Catalog;

/// <summary>
/// What one OAuth sign-in of a provider needs. Client ids are public: they name a program and are no secrets. Addresses, scopes, authorize
/// parameters and headers may hold <c>${name}</c> parts, filled with what the sign-in asked (<see cref="Fields"/>, by name or variable)
/// and with the facts it left behind; a scope, parameter or header whose part has no value is left out.
/// </summary>
public sealed record SignInFlow
{
    private static readonly IReadOnlyDictionary<string, string> Nothing = FrozenDictionary<string, string>.Empty;

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

    /// <summary>The secret of a client that is built into a product and known to everybody; null for most, which have none.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>True when the client shows itself in an Authorization header (HTTP Basic) instead of the body.</summary>
    public bool BasicClientAuth { get; init; }

    /// <summary>Where the person signs in. Null for RFC 8628, whose server says it.</summary>
    public string? AuthorizeUrl { get; init; }

    /// <summary>Where codes and refresh tokens are exchanged; null for the implicit grant.</summary>
    public string? TokenUrl { get; init; }

    /// <summary>Where a device flow gets its user code.</summary>
    public string? DeviceUrl { get; init; }

    /// <summary>Loopback address the browser comes back to; port 0 = any free port.</summary>
    public string? RedirectUrl { get; init; }

    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>What the authorize address takes beside the usual; the value <c>${random}</c> is a fresh random text (a nonce).</summary>
    public IReadOnlyDictionary<string, string> AuthorizeParameters { get; init; } = Nothing;

    /// <summary>Web origins whose pages call the redirect address by script instead of sending the browser there.</summary>
    public IReadOnlyList<string> RedirectOrigins { get; init; } = [];

    /// <summary>True when the token and device addresses take JSON instead of a form.</summary>
    public bool JsonBody { get; init; }

    /// <summary>The member of the token answer that holds the token.</summary>
    public string TokenMember { get; init; } = "access_token";

    /// <summary>The member of the token answer that holds its lifetime in seconds.</summary>
    public string LifetimeMember { get; init; } = "expires_in";

    /// <summary>Seconds that a token lives when the answer doesn't say; 0 = it has no end that we know.</summary>
    public int DefaultLifetime { get; init; }

    /// <summary>How many seconds before its end a token is renewed.</summary>
    public int RefreshEarly { get; init; } = 60;

    /// <summary>Seconds to wait beyond the server's interval between two polls of a device flow.</summary>
    public int PollMargin { get; init; }

    /// <summary>What to keep of the id token's claims (else the access token's): a fact's name, and JSON pointers to it, best first.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Claims { get; init; } = FrozenDictionary<string, IReadOnlyList<string>>.Empty;

    /// <summary>Headers that go with the token on every request.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = Nothing;

    /// <summary>What to ask the person before the sign-in starts.</summary>
    public IReadOnlyList<SignInField> Fields { get; init; } = [];

    /// <summary>Where requests go with this sign-in, when not to the provider's base URL.</summary>
    public string? BaseUrl { get; init; }

    /// <summary>Models the sign-in is known to serve; empty = all of the provider's.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>Models the sign-in is known to refuse.</summary>
    public IReadOnlyList<string> ExcludedModels { get; init; } = [];
}
