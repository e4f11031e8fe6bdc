using Weir.Credentials.SignIn;

namespace Weir.Credentials.OAuth.Grants;

/// <summary>The authorization code grant with a proof key (RFC 6749 section 4.1, RFC 7636, RFC 8252).</summary>
internal sealed class AuthorizationCodeGrant(TokenEndpoint endpoint, TimeProvider time) : ISignInGrant
{
    public string Grant => "authorization-code";

    public async Task<StoredCredential> RunAsync(SignInAttempt attempt, CancellationToken cancellationToken)
    {
        var key = Pkce.Create();
        var (parameters, redirect) = await new BrowserReturn(attempt, "code", time).AskAsync(
            (redirect, state) => AuthorizeRequest.Url(
                attempt,
                redirect,
                state,
                new("response_type", "code"),
                new("code_challenge", key.Challenge),
                new("code_challenge_method", Pkce.Method)),
            cancellationToken);
        return await endpoint.ExchangeAsync(
            attempt.Flow,
            attempt.Provider,
            attempt.Fields,
            [
                new("grant_type", "authorization_code"),
                new("code", parameters["code"]),
                new("redirect_uri", redirect.OriginalString),
                new("code_verifier", key.Verifier),
            ],
            cancellationToken);
    }
}
