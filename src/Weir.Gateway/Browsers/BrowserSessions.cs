using System.Collections.Concurrent;
using Dapper;
using Weir.Gateway.Security;
using Weir.Metering.Keys;
using Weir.Metering.People;
using Weir.Storage.Sqlite;

namespace Weir.Gateway.Browsers;

/// <summary>
/// Sign-ins of browsers: links that work once, and the sessions behind cookies. They live in the database, so any node can serve any page,
/// and a session can be ended.
/// </summary>
internal sealed class BrowserSessions(Database database, KeyRing ring, PeopleDirectory people, TimeProvider time) : IBrowserSessions
{
    /// <summary>How long a link can be used.</summary>
    public static readonly TimeSpan LinkLife = TimeSpan.FromMinutes(10);

    /// <summary>How long a browser stays signed in.</summary>
    public static readonly TimeSpan SessionLife = TimeSpan.FromHours(24);

    /// <summary>How long another node may go on believing in a session that was ended on this one.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, (Holder? Holder, DateTimeOffset Until)> _seen = new(StringComparer.Ordinal);

    /// <summary>Makes a link's token.</summary>
    /// <param name="holderId">Id of the admin key or the user that the session will be of.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<(string Token, DateTimeOffset ExpiresAt)> NewLinkAsync(string holderId, CancellationToken cancellationToken)
    {
        var token = BrowserToken.New();
        var now = time.GetUtcNow();
        await using var connection = await database.OpenAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            "DELETE FROM browser_links WHERE expires_at <= @Now",
            new { Now = now.ToUnixTimeMilliseconds() },
            cancellationToken: cancellationToken));
        await connection.ExecuteAsync(new CommandDefinition(
            "INSERT INTO browser_links (token_hash, holder_id, expires_at) VALUES (@Hash, @holderId, @ExpiresAt)",
            new { Hash = BrowserToken.Hash(token), holderId, ExpiresAt = (now + LinkLife).ToUnixTimeMilliseconds() },
            cancellationToken: cancellationToken));
        return (token, now + LinkLife);
    }

    /// <summary>Uses a link up. Of two that try at once, one gets in.</summary>
    /// <returns>Whose the link is; null when it is used, too old, or none.</returns>
    public async Task<Caller?> UseLinkAsync(string token, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var holderId = await connection.QuerySingleOrDefaultAsync<string?>(new CommandDefinition(
            "DELETE FROM browser_links WHERE token_hash = @Hash AND expires_at > @Now RETURNING holder_id",
            new { Hash = BrowserToken.Hash(token), Now = time.GetUtcNow().ToUnixTimeMilliseconds() },
            cancellationToken: cancellationToken));
        return holderId is null ? null : CallerOf(new Holder(holderId, time.GetUtcNow()));
    }

    /// <summary>Signs a browser in.</summary>
    /// <param name="holderId">Id of the admin key or the user whose the session is.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The cookie's value, and until when it is good.</returns>
    public async Task<(string Token, DateTimeOffset ExpiresAt)> OpenAsync(string holderId, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(holderId);
        var token = BrowserToken.New();
        var now = time.GetUtcNow();
        await using var connection = await database.OpenAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            "DELETE FROM browser_sessions WHERE expires_at <= @Now",
            new { Now = now.ToUnixTimeMilliseconds() },
            cancellationToken: cancellationToken));
        await connection.ExecuteAsync(new CommandDefinition(
            "INSERT INTO browser_sessions (token_hash, holder_id, created_at, expires_at) VALUES (@Hash, @holderId, @Now, @ExpiresAt)",
            new { Hash = BrowserToken.Hash(token), holderId, Now = now.ToUnixTimeMilliseconds(), ExpiresAt = (now + SessionLife).ToUnixTimeMilliseconds() },
            cancellationToken: cancellationToken));
        return (token, now + SessionLife);
    }

    /// <inheritdoc/>
    public async ValueTask<Caller?> FindAsync(string token, CancellationToken cancellationToken)
    {
        var hash = BrowserToken.Hash(token);
        var now = time.GetUtcNow();
        if (!_seen.TryGetValue(hash, out var seen) || seen.Until <= now)
        {
            Forget(now);
            seen = (await HolderAsync(hash, now, cancellationToken), now + Remembered);

            // What is unknown is not remembered: strangers must not fill the memory.
            if (seen.Holder is not null)
            {
                _seen[hash] = seen;
            }
        }

        return seen.Holder is null ? null : CallerOf(seen.Holder);
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

    /// <summary>Ends every session of one key or user, and the links.</summary>
    public async Task EndAllOfAsync(string holderId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition("DELETE FROM browser_sessions WHERE holder_id = @holderId", new { holderId }, cancellationToken: cancellationToken));
        await connection.ExecuteAsync(new CommandDefinition("DELETE FROM browser_links WHERE holder_id = @holderId", new { holderId }, cancellationToken: cancellationToken));
        _seen.Clear();
    }

    private async Task<Holder?> HolderAsync(string hash, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition(
            "SELECT holder_id AS HolderId, created_at AS CreatedAt FROM browser_sessions WHERE token_hash = @hash AND expires_at > @Now",
            new { hash, Now = now.ToUnixTimeMilliseconds() },
            cancellationToken: cancellationToken));
        return row is null ? null : new Holder(row.HolderId, DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt));
    }

    // A revoked key ends the sessions that it opened, and so does a user who is removed or disabled. A role counts as it is now.
    private Caller? CallerOf(Holder holder) =>
        holder.Id == LocalAdminToken.Key.Id ? Caller.Of(LocalAdminToken.Key)
        : people.FindById(holder.Id) is { IsEnabled: true } user ? user.SignedOutAt is { } end && holder.Since <= end ? null : Caller.Of(user)
        : ring.FindById(holder.Id) is { State: KeyState.Valid, Key: { IsAdmin: true } key } ? Caller.Of(key)
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

    /// <summary>Whose a session is, and since when.</summary>
    private sealed record Holder(string Id, DateTimeOffset Since);

    private sealed class Row
    {
        public string HolderId { get; init; } = "";

        public long CreatedAt { get; init; }
    }
}
