using Weir.Catalog;

namespace Weir.Credentials.Methods;

/// <summary>Signs with a key that does not change, in the header the provider reads.</summary>
public sealed class ApiKeyMethod : IAuthMethod
{
    private readonly string _header;
    private readonly string _value;
    private readonly Secret _key;

    /// <param name="key">The key.</param>
    /// <param name="placement">One of <see cref="KeyPlacements"/> that carries a plain key; anything else is sent as a bearer token.</param>
    /// <param name="source">Where the key comes from, for people.</param>
    public ApiKeyMethod(Secret key, string placement, string source)
    {
        ArgumentNullException.ThrowIfNull(key);
        _key = key;
        Source = source;
        (_header, _value) = placement switch
        {
            KeyPlacements.XApiKey => ("x-api-key", key.Reveal()),
            KeyPlacements.XGoogApiKey => ("x-goog-api-key", key.Reveal()),
            KeyPlacements.ApiKey => ("api-key", key.Reveal()),
            KeyPlacements.CloudflareGateway => ("cf-aig-authorization", "Bearer " + key.Reveal()),
            _ => ("Authorization", "Bearer " + key.Reveal()),
        };
    }

    public string Name => "api";

    public string Source { get; }

    public string? Masked => _key.Masked;

    public IAuthMethod At(string placement) => new ApiKeyMethod(_key, placement, Source);

    public ValueTask SignAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Headers.TryAddWithoutValidation(_header, _value);
        if (_header == "x-api-key" && !request.Headers.Contains("anthropic-version"))
        {
            // Anthropic and its kin refuse requests that name no version of the API.
            request.Headers.TryAddWithoutValidation("anthropic-version", "2023-06-01");
        }

        return ValueTask.CompletedTask;
    }
}
