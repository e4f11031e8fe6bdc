using Weir.Credentials.SignIn;

namespace Weir.Credentials.OAuth.Grants;

/// <summary>
/// The implicit grant (RFC 6749 section 4.2), for providers that have no other: the token itself comes back, in the address's fragment. There is
/// nothing to renew it with.
/// </summary>
internal sealed class ImplicitGrant(TokenEndpoint endpoint, TimeProvider time) : ISignInGrant
{
    public string Grant => "implicit";

    public async Task<StoredCredential> RunAsync(SignInAttempt attempt, CancellationToken cancellationToken)
    {
        var (parameters, _) = await new BrowserReturn(attempt, "access_token", time).AskAsync(
            (redirect, state) => AuthorizeRequest.Url(attempt, redirect, state, new KeyValuePair<string, string>("response_type", "token")),
            cancellationToken);
        var reply = OAuthReply.OfRedirect(parameters, time.GetUtcNow());
        return endpoint.Read(attempt.Flow with { TokenMember = "access_token" }, reply, parameters.Values, TokenEndpoint.Fresh(attempt.Flow, attempt.Provider, attempt.Fields));
    }
}
