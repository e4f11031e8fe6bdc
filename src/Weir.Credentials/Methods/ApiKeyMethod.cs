using Weir.Catalog;

namespace Weir.Credentials.Methods;

/// <summary>Signs with a key that does not change, in the header the provider reads.</summary>
public sealed class ApiKeyMethod : IAuthMethod
{
    /// <summary>What tokens of a Claude plan begin with: they are bearer tokens and need a beta of the API.</summary>
    private const string ClaudePlan = "sk-ant-oat";

    private const string ClaudePlanBeta = "oauth-2025-04-20";

    private readonly string _header;
    private readonly string _value;
    private readonly bool _isClaudePlan;
    private readonly Secret _key;

    /// <param name="key">The key.</param>
    /// <param name="placement">One of <see cref="KeyPlacements"/> that carries a plain key; anything else is sent as a bearer token.</param>
    /// <param name="source">Where the key comes from, for people.</param>
    /// <param name="name">The auth method that found it.</param>
    public ApiKeyMethod(Secret key, string placement, string source, string name = "api")
    {
        ArgumentNullException.ThrowIfNull(key);
        _key = key;
        Source = source;
        Name = name;
        _isClaudePlan = placement == KeyPlacements.XApiKey && key.Reveal().StartsWith(ClaudePlan, StringComparison.Ordinal);
        (_header, _value) = placement switch
        {
            KeyPlacements.XApiKey when !_isClaudePlan => ("x-api-key", key.Reveal()),
            KeyPlacements.XGoogApiKey => ("x-goog-api-key", key.Reveal()),
            KeyPlacements.ApiKey => ("api-key", key.Reveal()),
            KeyPlacements.CloudflareGateway => ("cf-aig-authorization", "Bearer " + key.Reveal()),
            _ => ("Authorization", "Bearer " + key.Reveal()),
        };
    }

    /// <summary>The key, for exchanges.</summary>
    internal Secret Key => _key;

    public string Name { get; }

    public string Source { get; }

    public string? Masked => _key.Masked;

    public IReadOnlyDictionary<string, string> Facts { get; init; } = StoredCredential.NoFacts;

    public IAuthMethod At(string placement) => new ApiKeyMethod(_key, placement, Source, Name) { Facts = Facts };

    public ValueTask SignAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Headers.TryAddWithoutValidation(_header, _value);
        if (_isClaudePlan)
        {
            request.Headers.TryAddWithoutValidation("anthropic-beta", ClaudePlanBeta);
        }

        if ((_isClaudePlan || _header == "x-api-key") && !request.Headers.Contains("anthropic-version"))
        {
            // Anthropic and its kin refuse requests that name no version of the API.
            request.Headers.TryAddWithoutValidation("anthropic-version", "2023-06-01");
        }

        return ValueTask.CompletedTask;
    }
}
