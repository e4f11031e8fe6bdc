using Weir.Catalog;

namespace Weir.Credentials.OAuth;

/// <summary>Exchanges codes and refresh tokens for tokens (RFC 6749).</summary>
public sealed class TokenEndpoint(OAuthClient client)
{
    private static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(3650);

    /// <summary>Exchanges what a sign-in brought for a credential.</summary>
    /// <param name="flow">The flow with its parts filled in.</param>
    /// <param name="provider">Catalogue id of the provider.</param>
    /// <param name="facts">What the person answered beforehand.</param>
    /// <param name="parameters">The grant's parameters.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="CredentialException">It was refused, or the server has trouble.</exception>
    public async Task<StoredCredential> ExchangeAsync(
        SignInFlow flow,
        string provider,
        IReadOnlyDictionary<string, string> facts,
        IReadOnlyList<KeyValuePair<string, string>> parameters,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(flow);
        var reply = await client.PostAsync(flow, flow.TokenUrl, parameters, cancellationToken);
        return Read(flow, reply, parameters.Select(pair => pair.Value), Fresh(flow, provider, facts));
    }

    /// <summary>Renews a credential. What the answer doesn't name stays: the refresh token above all.</summary>
    /// <exception cref="CredentialException">
    /// <see cref="CredentialFailure.SignInNeeded"/>: refused for good. <see cref="CredentialFailure.Unavailable"/>: later may help.
    /// </exception>
    public async Task<StoredCredential> RefreshAsync(SignInFlow flow, StoredCredential credential, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(flow);
        ArgumentNullException.ThrowIfNull(credential);
        var refresh = credential.Refresh?.Reveal() ?? throw new ArgumentException("It has no refresh token.", nameof(credential));
        var reply = await client.PostAsync(flow, flow.TokenUrl, [new("grant_type", "refresh_token"), new("refresh_token", refresh)], cancellationToken);
        return Read(flow, reply, [refresh], credential);
    }

    /// <summary>Reads a token answer over what is known already.</summary>
    internal StoredCredential Read(SignInFlow flow, OAuthReply reply, IEnumerable<string> sent, StoredCredential known)
    {
        if (!reply.IsSuccess || reply.Text(flow.TokenMember) is not { } token)
        {
            throw OAuthErrors.Explain(reply, Host(flow), sent.Append(flow.ClientSecret ?? ""));
        }

        if (reply.Text("token_type") is { } type && !type.Equals("bearer", StringComparison.OrdinalIgnoreCase))
        {
            throw new CredentialException(
                CredentialFailure.Misconfigured, $"{Host(flow)} gave a token that is no bearer token.", "Weir can't use this sign-in; use an API key.");
        }

        var facts = new Dictionary<string, string>(known.Facts, StringComparer.Ordinal);
        foreach (var (name, value) in TokenClaims.Keep(flow, reply.Text("id_token"), token))
        {
            facts[name] = value;
        }

        return known with
        {
            Access = Usable(token, flow),
            Refresh = reply.Text("refresh_token") is { } refresh ? new Secret(refresh) : known.Refresh,
            ExpiresAt = ExpiresAt(flow, reply, token),
            SavedAt = client.Time.GetUtcNow(),
            SignedOut = null,
            Facts = facts,
        };
    }

    /// <summary>A credential without tokens yet. Answers are kept under the variables too that they stand for.</summary>
    internal static StoredCredential Fresh(SignInFlow flow, string provider, IReadOnlyDictionary<string, string> facts)
    {
        var all = new Dictionary<string, string>(facts, StringComparer.Ordinal);
        foreach (var field in flow.Fields)
        {
            if (field.Variable is { } variable && facts.TryGetValue(field.Name, out var answer))
            {
                all[variable] = answer;
            }
        }

        return new StoredCredential { Method = OAuthWords.Method, Provider = provider, Flow = flow.Name, Facts = all };
    }

    // A lifetime counts from before the request, so that the token never looks younger than it is. A token's own `exp` is by the server's
    // clock, which its Date header tells.
    private static DateTimeOffset? ExpiresAt(SignInFlow flow, OAuthReply reply, string token)
    {
        if (reply.Number(flow.LifetimeMember) is > 0 and var seconds)
        {
            return reply.SentAt + TimeSpan.FromSeconds(Math.Min(seconds, LongestLifetime.TotalSeconds));
        }

        if (TokenClaims.Expiry(token) is { } end)
        {
            return reply.ServerTime is { } server ? end + (reply.SentAt - server) : end;
        }

        return flow.DefaultLifetime > 0 ? reply.SentAt + TimeSpan.FromSeconds(flow.DefaultLifetime) : null;
    }

    private static Secret Usable(string token, SignInFlow flow) => token.Any(c => c is <= ' ' or >= (char)127)
        ? throw OAuthErrors.Unavailable(Host(flow), "gave a token with characters that can't be in a header")
        : new Secret(token);

    private static string Host(SignInFlow flow) =>
        Uri.TryCreate(flow.TokenUrl ?? flow.AuthorizeUrl, UriKind.Absolute, out var url) ? url.Host : flow.Label;
}
