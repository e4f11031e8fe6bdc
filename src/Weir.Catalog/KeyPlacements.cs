namespace Weir.Catalog;

/// <summary>How a key travels, as the catalogue's data writes it.</summary>
public static class KeyPlacements
{
    /// <summary><c>Authorization: Bearer KEY</c>.</summary>
    public const string Bearer = "bearer";

    /// <summary>Header <c>x-api-key</c> (Anthropic).</summary>
    public const string XApiKey = "x-api-key";

    /// <summary>Header <c>x-goog-api-key</c> (Gemini).</summary>
    public const string XGoogApiKey = "x-goog-api-key";

    /// <summary>Header <c>api-key</c> (Azure).</summary>
    public const string ApiKey = "api-key";

    /// <summary>Header <c>cf-aig-authorization: Bearer KEY</c> (Cloudflare's AI Gateway).</summary>
    public const string CloudflareGateway = "cf-aig-authorization";

    /// <summary>Requests are signed with AWS Signature Version 4; a Bedrock API key goes as Bearer instead.</summary>
    public const string SigV4 = "sigv4";

    /// <summary>Bearer token from Google's application default credentials.</summary>
    public const string GoogleOAuth = "google-oauth";

    /// <summary>Bearer token by OAuth client credentials that are in the key itself (SAP's service key).</summary>
    public const string ClientCredentials = "client-credentials";

    /// <summary>The token is first exchanged for a short-lived one and its headers (GitLab's direct access).</summary>
    public const string GitLabDirectAccess = "gitlab-direct-access";

    /// <summary>No key at all.</summary>
    public const string None = "none";

    public static IReadOnlyList<string> All { get; } =
    [
        Bearer, XApiKey, XGoogApiKey, ApiKey, CloudflareGateway, SigV4, GoogleOAuth, ClientCredentials, GitLabDirectAccess, None,
    ];

    /// <summary>The usual placement of a dialect, for a provider that only weir.yaml knows.</summary>
    public static string DefaultFor(string dialect) => dialect switch
    {
        DialectNames.AnthropicMessages => XApiKey,
        DialectNames.Gemini => XGoogApiKey,
        DialectNames.BedrockConverse => SigV4,
        DialectNames.AnthropicVertex => GoogleOAuth,
        DialectNames.Simulator => None,
        _ => Bearer,
    };
}
