using Weir.Catalog;
using Weir.Credentials.SignIn;

namespace Weir.Credentials.OAuth.Grants;

/// <summary>The device grant (RFC 8628): the person types a code at the provider's page, on any machine, and we ask until it is done.</summary>
internal sealed class DeviceCodeGrant(OAuthClient client, TokenEndpoint endpoint) : ISignInGrant
{
    private static readonly TimeSpan UsualLife = TimeSpan.FromMinutes(5);

    public string Grant => "device-code";

    public async Task<StoredCredential> RunAsync(SignInAttempt attempt, CancellationToken cancellationToken)
    {
        var flow = attempt.Flow;
        var started = await client.PostAsync(flow, flow.DeviceUrl, Scope(flow), cancellationToken);
        var host = OAuthClient.SafeUrl(flow, flow.DeviceUrl).Host;
        if (!started.IsSuccess || started.Text("device_code") is not { } code || started.Text("user_code") is not { } userCode || Page(started) is not { } page)
        {
            throw OAuthErrors.Explain(started, host, []);
        }

        var polling = new Polling(started, flow.PollMargin, UsualLife, host, client.Time);
        attempt.Show(new SignInStep { Url = OAuthClient.SafeUrl(flow, page).AbsoluteUri, UserCode = userCode, ExpiresAt = polling.EndsAt });
        while (true)
        {
            await polling.NextAsync(cancellationToken);
            if (await AskAsync(flow, code, polling, cancellationToken) is { } reply)
            {
                return endpoint.Read(flow, reply, [code], TokenEndpoint.Fresh(flow, attempt.Provider, attempt.Fields));
            }
        }
    }

    /// <summary>The answer that ends the wait, good or bad; null for "not yet".</summary>
    private async Task<OAuthReply?> AskAsync(SignInFlow flow, string code, Polling polling, CancellationToken cancellationToken)
    {
        OAuthReply reply;
        try
        {
            reply = await client.PostAsync(
                flow, flow.TokenUrl, [new("grant_type", "urn:ietf:params:oauth:grant-type:device_code"), new("device_code", code)], cancellationToken);
        }
        catch (CredentialException e) when (e.Kind == CredentialFailure.Unavailable)
        {
            polling.Trouble();
            return null;
        }

        switch (reply)
        {
            case { Error: "authorization_pending" }:
                polling.Fine();
                return null;
            case { Error: "slow_down" }:
                polling.Slower(reply);
                return null;
            case { IsTrouble: true }:
                polling.Trouble();
                return null;
            default:
                return reply;
        }
    }

    // Some say "url" for "uri", as the drafts of the RFC did.
    private static string? Page(OAuthReply reply) =>
        reply.Text("verification_uri_complete") ?? reply.Text("verification_uri") ?? reply.Text("verification_url");

    private static KeyValuePair<string, string>[] Scope(SignInFlow flow) => flow.Scopes.Count > 0 ? [new("scope", string.Join(' ', flow.Scopes))] : [];
}
