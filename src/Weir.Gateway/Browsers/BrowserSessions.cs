using System.Collections.Concurrent;
using Dapper;
using Weir.Gateway.Security;
using Weir.Metering.Keys;
using Weir.Storage.Sqlite;

namespace Weir.Gateway.Browsers;

/// <summary>
/// Sign-ins of browsers: links that work once, and the sessions behind cookies. They live in the database, so any node can serve any page,
/// and a session can be ended.
/// </summary>
internal sealed class BrowserSessions(Database database, KeyRing ring, TimeProvider time) : IBrowserSessions
{
    /// <summary>How long a link can be used.</summary>
    public static readonly TimeSpan LinkLife = TimeSpan.FromMinutes(10);

    /// <summary>How long a browser stays signed in.</summary>
    public static readonly TimeSpan SessionLife = TimeSpan.FromHours(24);

    /// <summary>How long another node may go on believing in a session that was ended on this one.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, (string? KeyId, DateTimeOffset Until)> _seen = new(StringComparer.Ordinal);

    /// <summary>Makes a link's token for whoever holds the key.</summary>
    public async Task<(string Token, DateTimeOffset ExpiresAt)> NewLinkAsync(string keyId, CancellationToken cancellationToken)
    {
        var token = BrowserToken.New();
        var now = time.GetUtcNow();
        await using var connection = await database.OpenAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            "DELETE FROM browser_links WHERE expires_at <= @Now",
            new { Now = now.ToUnixTimeMilliseconds() },
            cancellationToken: cancellationToken));
        await connection.ExecuteAsync(new CommandDefinition(
            "INSERT INTO browser_links (token_hash, key_id, expires_at) VALUES (@Hash, @KeyId, @ExpiresAt)",
            new { Hash = BrowserToken.Hash(token), KeyId = keyId, ExpiresAt = (now + LinkLife).ToUnixTimeMilliseconds() },
            cancellationToken: cancellationToken));
        return (token, now + LinkLife);
    }

    /// <summary>Uses a link up. Of two that try at once, one gets the key.</summary>
    /// <returns>The key that asked for the link; null when the link is used, too old, or none.</returns>
    public async Task<ClientKey?> UseLinkAsync(string token, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var keyId = await connection.QuerySingleOrDefaultAsync<string?>(new CommandDefinition(
            "DELETE FROM browser_links WHERE token_hash = @Hash AND expires_at > @Now RETURNING key_id",
            new { Hash = BrowserToken.Hash(token), Now = time.GetUtcNow().ToUnixTimeMilliseconds() },
            cancellationToken: cancellationToken));
        return keyId is null ? null : KeyOf(keyId);
    }

    /// <summary>Signs a browser in.</summary>
    /// <returns>The cookie's value, and until when it is good.</returns>
    public async Task<(string Token, DateTimeOffset ExpiresAt)> OpenAsync(ClientKey key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        var token = BrowserToken.New();
        var now = time.GetUtcNow();
        await using var connection = await database.OpenAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            "DELETE FROM browser_sessions WHERE expires_at <= @Now",
            new { Now = now.ToUnixTimeMilliseconds() },
            cancellationToken: cancellationToken));
        await connection.ExecuteAsync(new CommandDefinition(
            "INSERT INTO browser_sessions (token_hash, key_id, created_at, expires_at) VALUES (@Hash, @KeyId, @Now, @ExpiresAt)",
            new { Hash = BrowserToken.Hash(token), KeyId = key.Id, Now = now.ToUnixTimeMilliseconds(), ExpiresAt = (now + SessionLife).ToUnixTimeMilliseconds() },
            cancellationToken: cancellationToken));
        return (token, now + SessionLife);
    }

    /// <inheritdoc/>
    public async ValueTask<ClientKey?> FindAsync(string token, CancellationToken cancellationToken)
    {
        var hash = BrowserToken.Hash(token);
        var now = time.GetUtcNow();
        if (!_seen.TryGetValue(hash, out var seen) || seen.Until <= now)
        {
            Forget(now);
            seen = (await KeyIdAsync(hash, now, cancellationToken), now + Remembered);

            // What is unknown is not remembered: strangers must not fill the memory.
            if (seen.KeyId is not null)
            {
                _seen[hash] = seen;
            }
        }

        return seen.KeyId is null ? null : KeyOf(seen.KeyId);
    }

    /// <summary>Ends a session; here at once, on other nodes within seconds.</summary>
    public async Task EndAsync(string token, CancellationToken cancellationToken)
    {
        var hash = BrowserToken.Hash(token);
        await using var connection = await database.OpenAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition("DELETE FROM browser_sessions WHERE token_hash = @hash", new { hash }, cancellationToken: cancellationToken));
        _seen.TryRemove(hash, out _);
    }

    /// <summary>Ends every session of every browser, and all links.</summary>
    public async Task EndAllAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition("DELETE FROM browser_sessions", cancellationToken: cancellationToken));
        await connection.ExecuteAsync(new CommandDefinition("DELETE FROM browser_links", cancellationToken: cancellationToken));
        _seen.Clear();
    }

    private async Task<string?> KeyIdAsync(string hash, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<string?>(new CommandDefinition(
            "SELECT key_id FROM browser_sessions WHERE token_hash = @hash AND expires_at > @Now",
            new { hash, Now = now.ToUnixTimeMilliseconds() },
            cancellationToken: cancellationToken));
    }

    // A revoked key ends the sessions that it opened.
    private ClientKey? KeyOf(string id) =>
        id == LocalAdminToken.Key.Id ? LocalAdminToken.Key
        : ring.FindById(id) is { State: KeyState.Valid, Key: { IsAdmin: true } key } ? key
        : null;

    private void Forget(DateTimeOffset now)
    {
        foreach (var (hash, seen) in _seen)
        {
            if (seen.Until <= now)
            {
                _seen.TryRemove(hash, out _);
            }
        }
    }
}
