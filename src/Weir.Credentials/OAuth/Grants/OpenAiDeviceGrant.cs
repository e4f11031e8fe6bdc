using System.Net;
using Weir.Credentials.SignIn;

namespace Weir.Credentials.OAuth.Grants;

/// <summary>
/// OpenAI's own device flow. It looks like RFC 8628 and isn't: "not yet" is status 403 or 404, and the end of the wait brings an authorization
/// code with its proof key, both made by the server.
/// </summary>
internal sealed class OpenAiDeviceGrant(OAuthClient client, TokenEndpoint endpoint) : ISignInGrant
{
    private static readonly TimeSpan UsualLife = TimeSpan.FromMinutes(15);

    public string Grant => "openai-device";

    public async Task<StoredCredential> RunAsync(SignInAttempt attempt, CancellationToken cancellationToken)
    {
        var flow = attempt.Flow;
        var codeUrl = OAuthClient.SafeUrl(flow, flow.DeviceUrl);
        var started = await PostAsync(codeUrl, [new("client_id", flow.ClientId)], cancellationToken);
        if (!started.IsSuccess || started.Text("device_auth_id") is not { } id || started.Text("user_code") is not { } userCode)
        {
            throw OAuthErrors.Explain(started, codeUrl.Host, []);
        }

        var polling = new Polling(started, flow.PollMargin, UsualLife, codeUrl.Host, client.Time);
        attempt.Show(new SignInStep { Url = OAuthClient.SafeUrl(flow, flow.AuthorizeUrl).AbsoluteUri, UserCode = userCode, ExpiresAt = polling.EndsAt });
        while (true)
        {
            await polling.NextAsync(cancellationToken);
            if (await AskAsync(new Uri(codeUrl, "token"), id, userCode, polling, cancellationToken) is { } reply)
            {
                return await ExchangeAsync(attempt, reply, codeUrl.Host, id, cancellationToken);
            }
        }
    }

    private async Task<OAuthReply?> AskAsync(Uri url, string id, string userCode, Polling polling, CancellationToken cancellationToken)
    {
        OAuthReply reply;
        try
        {
            reply = await PostAsync(url, [new("device_auth_id", id), new("user_code", userCode)], cancellationToken);
        }
        catch (CredentialException e) when (e.Kind == CredentialFailure.Unavailable)
        {
            polling.Trouble();
            return null;
        }

        if ((HttpStatusCode)reply.Status is HttpStatusCode.Forbidden or HttpStatusCode.NotFound)
        {
            polling.Fine();
            return null;
        }

        if (reply.IsTrouble)
        {
            polling.Trouble();
            return null;
        }

        return reply;
    }

    private Task<StoredCredential> ExchangeAsync(SignInAttempt attempt, OAuthReply reply, string host, string id, CancellationToken cancellationToken)
    {
        if (!reply.IsSuccess || reply.Text("authorization_code") is not { } code || reply.Text("code_verifier") is not { } verifier)
        {
            throw OAuthErrors.Explain(reply, host, [id]);
        }

        return endpoint.ExchangeAsync(
            attempt.Flow,
            attempt.Provider,
            attempt.Fields,
            [
                new("grant_type", "authorization_code"),
                new("code", code),
                new("redirect_uri", attempt.Flow.RedirectUrl ?? ""),
                new("code_verifier", verifier),
            ],
            cancellationToken);
    }

    private async Task<OAuthReply> PostAsync(Uri url, KeyValuePair<string, string>[] members, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = OAuthClient.Json(members) };
        return await client.SendAsync(request, cancellationToken);
    }
}
