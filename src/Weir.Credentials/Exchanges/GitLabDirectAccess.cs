using System.Net;
using System.Text;
using System.Text.Json;
using Weir.Catalog;
using Weir.Credentials.OAuth;

namespace Weir.Credentials.Exchanges;

/// <summary>GitLab Duo: for a personal token or a sign-in, GitLab gives a token for its AI gateway, and headers that go with it.</summary>
internal sealed class GitLabDirectAccess(OAuthClient client) : ITokenExchange
{
    private const string InstanceVariable = "GITLAB_INSTANCE_URL";
    private const string UsualInstance = "https://gitlab.com";
    private const string Path = "/api/v4/ai/third_party_agents/direct_access";
    private const string Question = """{"feature_flags":{"duo_agent_platform":true,"duo_agent_platform_agentic_chat":true}}""";

    /// <summary>GitLab does not tell how long a token lives: half an hour.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);

    public string Placement => KeyPlacements.GitLabDirectAccess;

    public AuthChoice Wrap(AuthOrder order, AuthChoice choice)
    {
        var inner = choice.Method;
        return inner.Name == "none" ? choice : choice with { Method = new ExchangedTokenMethod(inner, token => FetchAsync(order, inner, token), client.Time) };
    }

    private async Task<ExchangedToken> FetchAsync(AuthOrder order, IAuthMethod inner, CancellationToken cancellationToken)
    {
        for (var isSecond = false; ; isSecond = true)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, Address(order, inner)) { Content = new StringContent(Question, Encoding.UTF8, "application/json") };
            await inner.SignAsync(request, cancellationToken);
            var reply = await client.SendAsync(request, cancellationToken);
            using var refused = new HttpResponseMessage((HttpStatusCode)reply.Status) { RequestMessage = request };
            if (isSecond || reply.Status != 401 || !await inner.RenewAsync(refused, cancellationToken))
            {
                return Read(order, reply, request.RequestUri!.Host);
            }
        }
    }

    private static Uri Address(AuthOrder order, IAuthMethod inner)
    {
        var instance = inner.Facts.GetValueOrDefault("instance_url") ?? inner.Facts.GetValueOrDefault(InstanceVariable) ?? order.Environment(InstanceVariable);
        var text = string.IsNullOrWhiteSpace(instance) ? UsualInstance : instance.Trim();
        return Uri.TryCreate(text.TrimEnd('/') + Path, UriKind.Absolute, out var address) && (address.Scheme == "https" || (address.Scheme == "http" && address.IsLoopback))
            ? address
            : throw new CredentialException(CredentialFailure.Misconfigured, $"{InstanceVariable} is no https address.", "Set it to the address of your GitLab.");
    }

    private static ExchangedToken Read(AuthOrder order, OAuthReply reply, string host) => reply switch
    {
        { Status: >= 200 and < 300 } when reply.Text("token") is { } token => new ExchangedToken(new Secret(token), reply.SentAt + Lifetime, Headers(reply.Body)),
        { Status: 401 } => throw new CredentialException(
            CredentialFailure.SignInNeeded, $"{host} does not accept the token.", $"Sign in again: `weir auth login {order.Connection}`."),
        { Status: 403 or 404 } => throw new CredentialException(
            CredentialFailure.Misconfigured, $"{host} gives this account no access to GitLab Duo's AI gateway ({reply.Status}).", "Check the account's plan, and that its token has the scope api."),
        _ => throw new CredentialException(CredentialFailure.Unavailable, $"{host} answered {reply.Status} with something that is no token.", "Try again in a while."),
    };

    private static Dictionary<string, string> Headers(JsonElement body)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (body.TryGetProperty("headers", out var given) && given.ValueKind == JsonValueKind.Object)
        {
            foreach (var header in given.EnumerateObject())
            {
                if (header.Value.ValueKind == JsonValueKind.String && header.Value.GetString() is { Length: > 0 } value && !value.Any(char.IsControl) && !IsOurs(header.Name))
                {
                    headers[header.Name] = value;
                }
            }
        }

        return headers;
    }

    // The gateway's key for itself would stand beside the token.
    private static bool IsOurs(string name) => name.Equals("Authorization", StringComparison.OrdinalIgnoreCase) || name.Equals("x-api-key", StringComparison.OrdinalIgnoreCase);
}
