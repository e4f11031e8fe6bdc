using Weir.Catalog;
using Weir.Credentials.Methods;
using Weir.Credentials.OAuth;

namespace Weir.Credentials.Exchanges;

/// <summary>SAP AI Core: the client of a service key gets tokens for itself (RFC 6749 section 4.4). A key that is no service key is a token and stays as it is.</summary>
internal sealed class ClientCredentialsTokens(TokenEndpoint endpoint, TimeProvider time) : ITokenExchange
{
    private static readonly IReadOnlyList<KeyValuePair<string, string>> Grant = [new("grant_type", "client_credentials")];

    public string Placement => KeyPlacements.ClientCredentials;

    public AuthChoice Wrap(AuthOrder order, AuthChoice choice)
    {
        if (choice.Method is not ApiKeyMethod { Key: var secret } given || !ServiceKey.Looks(secret.Reveal()))
        {
            return choice;
        }

        if (ServiceKey.Read(secret.Reveal()) is not { } key)
        {
            const string What = "a service key that lacks clientid, clientsecret or url: make one with a client secret, not a certificate.";
            return new AuthChoice(new UnavailableMethod(given.Name, What), $"\"{order.Connection}\" has {What}");
        }

        var flow = new SignInFlow
        {
            Name = "service-key",
            Label = "Service key",
            Grant = "client-credentials",
            ClientId = key.ClientId,
            ClientSecret = key.ClientSecret.Reveal(),
            BasicClientAuth = true,
            TokenUrl = key.TokenUrl,
        };
        var shown = new ServiceKeyClient(key, given);
        return new AuthChoice(new ExchangedTokenMethod(shown, token => FetchAsync(flow, order, token), time) { BaseUrl = key.Api });
    }

    private async Task<ExchangedToken> FetchAsync(SignInFlow flow, AuthOrder order, CancellationToken cancellationToken)
    {
        try
        {
            var given = await endpoint.ExchangeAsync(flow, order.Provider.Id, StoredCredential.NoFacts, Grant, cancellationToken);
            return new ExchangedToken(given.Access!, given.ExpiresAt, StoredCredential.NoFacts);
        }
        catch (CredentialException e) when (e.Kind == CredentialFailure.Misconfigured)
        {
            throw new CredentialException(CredentialFailure.Misconfigured, e.Message, "Check the service key: make a new one if it was revoked.", e);
        }
    }

    /// <summary>The client as people see it; it signs nothing itself.</summary>
    private sealed class ServiceKeyClient(ServiceKey key, ApiKeyMethod given) : IAuthMethod
    {
        public string Name => given.Name;

        public string Source => $"service key of {given.Source}";

        public string? Masked => key.ClientSecret.Masked;

        public IReadOnlyDictionary<string, string> Facts => given.Facts;

        public ValueTask SignAsync(HttpRequestMessage request, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
