using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Logging;
using Weir.Credentials;
using Weir.Credentials.OAuth;
using Weir.Dialects.Errors;
using Weir.Routing.Configuration;

namespace Weir.Gateway.SignOn.Oidc;

/// <summary>Sign-in with an OpenID Connect provider: the authorization code flow with PKCE, state and nonce.</summary>
internal sealed partial class OidcSignOn : IDisposable
{
    private readonly OidcConfig _config;
    private readonly OidcProvider _provider;
    private readonly IdTokenCheck _check;
    private readonly SignOnStates _states;
    private readonly SignOnUsers _users;
    private readonly ILogger _logger;

    public OidcSignOn(OidcConfig config, OAuthClient client, SignOnStates states, SignOnUsers users, TimeProvider time, ILogger<OidcSignOn> logger)
    {
        _config = config;
        _provider = new OidcProvider(config, client, time);
        _check = new IdTokenCheck(config, _provider);
        _states = states;
        _users = users;
        _logger = logger;
    }

    /// <summary>What the button says.</summary>
    public string Label => _config.Label;

    /// <summary>Where the browser goes, and what its cookie shall hold; else why not.</summary>
    public async Task<(string? Url, string? Browser, WeirError? Refusal)> StartAsync(string redirectUri, CancellationToken cancellationToken)
    {
        string endpoint;
        try
        {
            endpoint = (await _provider.DocumentAsync(cancellationToken)).AuthorizationEndpoint;
        }
        catch (IOException exception)
        {
            LogUnreachable(exception, _config.Issuer.Host);
            return (null, null, Unavailable);
        }

        var state = await _states.BeginAsync(cancellationToken);
        var query = new QueryBuilder
        {
            { "response_type", "code" },
            { "client_id", _config.ClientId },
            { "redirect_uri", redirectUri },
            { "scope", string.Join(' ', _config.Scopes) },
            { "state", state.State },
            { "nonce", state.Nonce },
            { "code_challenge", state.Key.Challenge },
            { "code_challenge_method", Pkce.Method },
        }.ToQueryString().Value![1..];
        return (endpoint + (endpoint.Contains('?', StringComparison.Ordinal) ? '&' : '?') + query, state.Browser, null);
    }

    /// <summary>Ends the sign-in with which the browser comes back.</summary>
    public async Task<SignOnAnswer> FinishAsync(IQueryCollection query, string? browser, string redirectUri, CancellationToken cancellationToken)
    {
        if (query["state"] is not [{ Length: > 0 } stateText] || browser is null || await _states.EndAsync(stateText, browser, cancellationToken) is not { } state)
        {
            return SignOnAnswer.NotProved("This sign-in has been used, is older than ten minutes, or began in another browser.", "Begin again.");
        }

        if (query["code"] is not [{ Length: > 0 } code])
        {
            return SignOnAnswer.NotProved($"The identity provider did not sign you in{(query["error"] is [{ } error] && IsPlain(error) ? $" ({error})" : "")}.", "Begin again, or ask who looks after the identity provider.");
        }

        try
        {
            var reply = await _provider.ExchangeAsync(code, redirectUri, state.Key, cancellationToken);
            if (!reply.IsSuccess || reply.Text("id_token") is not { } token)
            {
                LogRefused(reply.Status, reply.Error);
                return SignOnAnswer.NotProved("The identity provider gave no id token for this sign-in.", "Begin again; if it stays, an admin should check client_id, client_secret and the redirect address.");
            }

            var (claims, problem) = await _check.CheckAsync(token, state.Nonce, cancellationToken);
            if (claims is null)
            {
                LogBadToken(problem!);
                return SignOnAnswer.NotProved(problem!, "Begin again; if it stays, ask an admin.");
            }

            var (user, refusal) = OidcClaims.Read(claims.Value, _config);
            return user is null ? refusal : await _users.FindAsync(user, _config.DefaultRole, _config.CreatesUsers, cancellationToken);
        }
        catch (Exception exception) when (exception is CredentialException or IOException)
        {
            LogUnreachable(exception, _config.Issuer.Host);
            return new SignOnAnswer(null, Unavailable);
        }
    }

    public void Dispose() => _provider.Dispose();

    private static WeirError Unavailable => new(ErrorKind.NetworkError, "The identity provider can't be reached.", "Try again later, or sign in by a link or an admin key.");

    // Error codes of RFC 6749; anything else is not shown.
    private static bool IsPlain(string error) => error.Length <= 40 && error.All(static c => char.IsAsciiLetter(c) || c == '_');

    [LoggerMessage(EventId = 3071, Level = LogLevel.Warning, Message = "The identity provider at {Host} can't be used")]
    private partial void LogUnreachable(Exception exception, string host);

    [LoggerMessage(EventId = 3072, Level = LogLevel.Warning, Message = "The identity provider refused a code: status {Status}, {Error}")]
    private partial void LogRefused(int status, string? error);

    [LoggerMessage(EventId = 3073, Level = LogLevel.Warning, Message = "A sign-in was refused: {Problem}")]
    private partial void LogBadToken(string problem);
}
