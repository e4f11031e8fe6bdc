using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Weir.Credentials.OAuth;
using Weir.Gateway.Browsers;
using Weir.Storage.Sqlite;

namespace Weir.Gateway.SignOn.Oidc;

/// <summary>
/// Sign-ins that are under way, in the database: any node can end what another began, and each ends once. Nonce and proof key are made
/// from the state and the browser's cookie, so nothing secret is kept.
/// </summary>
internal sealed class SignOnStates(Database database, TimeProvider time)
{
    /// <summary>How long somebody may take at the identity provider.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    /// <summary>Begins one.</summary>
    public async Task<SignOnState> BeginAsync(CancellationToken cancellationToken)
    {
        var state = SignOnState.Of(BrowserToken.New(), BrowserToken.New());
        var now = time.GetUtcNow();
        await using var connection = await database.OpenAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition("DELETE FROM sign_ons WHERE expires_at <= @Now", new { Now = now.ToUnixTimeMilliseconds() }, cancellationToken: cancellationToken));
        await connection.ExecuteAsync(new CommandDefinition(
            "INSERT INTO sign_ons (state_hash, browser_hash, expires_at) VALUES (@State, @Browser, @ExpiresAt)",
            new { State = BrowserToken.Hash(state.State), Browser = BrowserToken.Hash(state.Browser), ExpiresAt = (now + Life).ToUnixTimeMilliseconds() },
            cancellationToken: cancellationToken));
        return state;
    }

    /// <summary>Ends one; null when it has ended before, is too old, or began in another browser.</summary>
    public async Task<SignOnState?> EndAsync(string state, string browser, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var ended = await connection.ExecuteAsync(new CommandDefinition(
            "DELETE FROM sign_ons WHERE state_hash = @State AND browser_hash = @Browser AND expires_at > @Now",
            new { State = BrowserToken.Hash(state), Browser = BrowserToken.Hash(browser), Now = time.GetUtcNow().ToUnixTimeMilliseconds() },
            cancellationToken: cancellationToken));
        return ended == 1 ? SignOnState.Of(state, browser) : null;
    }
}

/// <summary>A sign-in under way.</summary>
/// <param name="State">What goes to the provider and comes back.</param>
/// <param name="Browser">What the browser's cookie holds.</param>
/// <param name="Nonce">What the id token must hold.</param>
/// <param name="Key">The proof key of the code.</param>
internal sealed record SignOnState(string State, string Browser, string Nonce, Pkce Key)
{
    public static SignOnState Of(string state, string browser) => new(state, browser, Derived(state, browser, "nonce"), new Pkce(Derived(state, browser, "verifier")));

    /// <summary>Says nothing of what it holds.</summary>
    public override string ToString() => "a sign-in under way";

    private static string Derived(string state, string browser, string use) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(browser), Encoding.UTF8.GetBytes($"{use}:{state}")));
}
