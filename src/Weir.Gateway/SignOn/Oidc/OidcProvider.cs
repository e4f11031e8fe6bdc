using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Weir.Catalog;
using Weir.Credentials.OAuth;
using Weir.Routing.Configuration;

namespace Weir.Gateway.SignOn.Oidc;

/// <summary>The identity provider: its discovery document and keys, read when first needed and kept for a while, and its token endpoint.</summary>
internal sealed class OidcProvider : IDisposable
{
    private readonly OidcDocuments _reader = new();
    private readonly ConfigurationManager<OpenIdConnectConfiguration> _documents;
    private readonly OAuthClient _client;
    private readonly OidcConfig _config;

    public OidcProvider(OidcConfig config, OAuthClient client)
    {
        _config = config;
        _client = client;
        _documents = new ConfigurationManager<OpenIdConnectConfiguration>(
            config.Issuer.AbsoluteUri.TrimEnd('/') + "/.well-known/openid-configuration",
            new OpenIdConnectConfigurationRetriever(),
            _reader);
    }

    /// <summary>What the provider says of itself.</summary>
    /// <exception cref="InvalidOperationException">It can't be read.</exception>
    public Task<OpenIdConnectConfiguration> DocumentAsync(CancellationToken cancellationToken) => _documents.GetConfigurationAsync(cancellationToken);

    /// <summary>Has the documents read again at the next question: a token is signed by a key that is not among those known.</summary>
    public void Forget() => _documents.RequestRefresh();

    /// <summary>Exchanges a code for tokens.</summary>
    /// <exception cref="Credentials.CredentialException">Nobody answers.</exception>
    public async Task<OAuthReply> ExchangeAsync(string code, string redirectUri, Pkce key, CancellationToken cancellationToken)
    {
        var document = await DocumentAsync(cancellationToken);
        var methods = document.TokenEndpointAuthMethodsSupported;
        var flow = new SignInFlow
        {
            Name = "oidc",
            Label = _config.Label,
            Grant = "authorization-code",
            ClientId = _config.ClientId,
            ClientSecret = _config.ClientSecret?.Reveal(),

            // Basic is what the standard means where nothing is said.
            BasicClientAuth = _config.ClientSecret is not null && (methods.Count == 0 || methods.Contains("client_secret_basic")),
            TokenUrl = document.TokenEndpoint,
        };
        return await _client.PostAsync(
            flow,
            document.TokenEndpoint,
            [new("grant_type", "authorization_code"), new("code", code), new("redirect_uri", redirectUri), new("code_verifier", key.Verifier)],
            cancellationToken);
    }

    public void Dispose() => _reader.Dispose();
}
