using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Weir.Catalog;
using Weir.Credentials.OAuth;
using Weir.Routing.Configuration;

namespace Weir.Gateway.SignOn.Oidc;

/// <summary>The identity provider: its discovery document and keys, read when first needed and kept for a while, and its token endpoint.</summary>
internal sealed class OidcProvider(OidcConfig config, OAuthClient client, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(12);

    // Whoever sends tokens with made-up keys must not have us ask the provider each time.
    private static readonly TimeSpan BetweenRenewals = TimeSpan.FromSeconds(10);

    private readonly OidcDocuments _reader = new();
    private readonly SemaphoreSlim _reading = new(1, 1);
    private OpenIdConnectConfiguration? _document;
    private DateTimeOffset _readAt;

    private string Issuer => config.Issuer.AbsoluteUri.TrimEnd('/');

    /// <summary>What the provider says of itself, with its keys.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="renews">True to read it again: a token is signed by a key that is not among those known.</param>
    /// <exception cref="IOException">It can't be read, or is another's.</exception>
    public async Task<OpenIdConnectConfiguration> DocumentAsync(CancellationToken cancellationToken, bool renews = false)
    {
        await _reading.WaitAsync(cancellationToken);
        try
        {
            if (_document is null || time.GetUtcNow() - _readAt >= (renews ? BetweenRenewals : Kept))
            {
                _document = await ReadAsync(cancellationToken);
                _readAt = time.GetUtcNow();
            }

            return _document;
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>Exchanges a code for tokens.</summary>
    /// <exception cref="IOException">The discovery document can't be read.</exception>
    /// <exception cref="Credentials.CredentialException">Nobody answers.</exception>
    public async Task<OAuthReply> ExchangeAsync(string code, string redirectUri, Pkce key, CancellationToken cancellationToken)
    {
        var document = await DocumentAsync(cancellationToken);
        var methods = document.TokenEndpointAuthMethodsSupported;
        var flow = new SignInFlow
        {
            Name = "oidc",
            Label = config.Label,
            Grant = "authorization-code",
            ClientId = config.ClientId,
            ClientSecret = config.ClientSecret?.Reveal(),

            // Basic is what the standard means where nothing is said.
            BasicClientAuth = config.ClientSecret is not null && (methods.Count == 0 || methods.Contains("client_secret_basic")),
            TokenUrl = document.TokenEndpoint,
        };
        return await client.PostAsync(
            flow,
            document.TokenEndpoint,
            [new("grant_type", "authorization_code"), new("code", code), new("redirect_uri", redirectUri), new("code_verifier", key.Verifier)],
            cancellationToken);
    }

    public void Dispose()
    {
        _reader.Dispose();
        _reading.Dispose();
    }

    private async Task<OpenIdConnectConfiguration> ReadAsync(CancellationToken cancellationToken)
    {
        OpenIdConnectConfiguration document;
        try
        {
            document = await OpenIdConnectConfigurationRetriever.GetAsync(Issuer + "/.well-known/openid-configuration", _reader, cancellationToken);
        }
        catch (Exception exception) when (exception is not (IOException or OperationCanceledException))
        {
            throw new IOException("What the identity provider says of itself can't be read.", exception);
        }

        return string.Equals(document.Issuer?.TrimEnd('/'), Issuer, StringComparison.Ordinal)
            && Uri.TryCreate(document.AuthorizationEndpoint, UriKind.Absolute, out var page) && (page.Scheme == Uri.UriSchemeHttps || page.IsLoopback)
            ? document
            : throw new IOException($"What is at {config.Issuer.Host} is not the issuer that weir.yaml names, or names no page to sign in at.");
    }
}
