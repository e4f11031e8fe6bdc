namespace Weir.Credentials.OAuth;

/// <summary>Turns refusals of OAuth servers into what a person understands.</summary>
internal static class OAuthErrors
{
    private const string Again = "Sign in again.";

    // RFC 6749's code, and what OpenAI and GitHub say in its place.
    private static readonly HashSet<string> DeadGrants = new(StringComparer.Ordinal)
    {
        "invalid_grant", "access_denied", "bad_refresh_token", "token_expired", "token_revoked",
        "refresh_token_expired", "refresh_token_reused", "refresh_token_invalidated", "app_session_terminated",
    };

    /// <summary>Says why an endpoint gave no token.</summary>
    public static CredentialException Explain(OAuthReply reply, string host, IEnumerable<string> secrets)
    {
        var words = Words(reply, secrets);
        return reply switch
        {
            { IsTrouble: true } => Unavailable(host, $"answered {reply.Status}{words}"),
            { Error: "expired_token" } => TooLate(host),
            { Error: "access_denied" } => new(CredentialFailure.SignInNeeded, $"{host} says that access was denied{words}.", "Sign in again and allow the access."),
            { Error: { } code } when DeadGrants.Contains(code) =>
                new(CredentialFailure.SignInNeeded, $"{host} no longer accepts the sign-in{words}.", Again),
            { Error: "invalid_client" or "unauthorized_client" or "incorrect_client_credentials" or "device_flow_disabled" } =>
                new(CredentialFailure.Misconfigured, $"{host} does not accept this client{words}.", "Check auth.client_id of the connection."),
            { Error: "invalid_scope" } =>
                new(CredentialFailure.Misconfigured, $"{host} does not give the scopes that the sign-in asks for{words}.", "Check the scopes of the flow, and what the account may do."),
            { Error: not null } => Unavailable(host, $"refused the request{words}"),
            _ => Unavailable(host, $"answered {reply.Status} with something else than was asked for"),
        };
    }

    /// <summary>The server can't be reached, or what it says makes no sense.</summary>
    public static CredentialException Unavailable(string host, string what, Exception? inner = null) =>
        new(CredentialFailure.Unavailable, $"{host} {what}.", "Try again in a while.", inner);

    /// <summary>The person took longer than the server waits.</summary>
    public static CredentialException TooLate(string host) =>
        new(CredentialFailure.SignInNeeded, $"The time to sign in at {host} ran out.", "Start the sign-in again and finish it within the time shown.");

    // A server that repeats what it was sent would put a secret into the message.
    private static string Words(OAuthReply reply, IEnumerable<string> secrets)
    {
        var text = string.Join(": ", new[] { Code(reply.Error), reply.Description }.Where(part => !string.IsNullOrEmpty(part)));
        return text.Length == 0 || secrets.Any(secret => secret.Length > 0 && text.Contains(secret, StringComparison.Ordinal)) ? "" : $" ({text.TrimEnd('.')})";
    }

    private static string? Code(string? error) => error is { Length: <= 80 } && error.All(c => c is > ' ' and < (char)127) ? error : null;
}
