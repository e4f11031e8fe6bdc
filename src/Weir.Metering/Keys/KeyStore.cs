namespace Weir.Metering.Keys;

/// <summary>Creates, lists, rotates and revokes keys. A change holds in this process when the call returns, in others at their next look.</summary>
public sealed class KeyStore
{
    private readonly KeyTable _table;
    private readonly KeyRing _ring;
    private readonly TimeProvider _time;

    internal KeyStore(KeyTable table, KeyRing ring, TimeProvider time)
    {
        _table = table;
        _ring = ring;
        _time = time;
    }

    /// <summary>Makes a key. The answer alone holds its text; the table gets a hash.</summary>
    /// <exception cref="KeyRefusedException">The name is taken, or something about the key will not do.</exception>
    public async Task<IssuedKey> CreateAsync(NewKey wanted, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        KeyRules.Check(wanted, _time.GetUtcNow());
        var (issued, stored) = Issue(wanted);
        await _table.ChangeAsync(transaction => KeyTable.InsertAsync(transaction, stored), cancellationToken);
        await _ring.ReloadAsync(cancellationToken);
        return issued;
    }

    /// <summary>All keys, the oldest first; expired and revoked ones too.</summary>
    public async Task<IReadOnlyList<ClientKey>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await _table.ReadAsync(cancellationToken)).Select(stored => stored.Key)];

    /// <summary>
    /// The key with this id, name or shown prefix; null when there is none. Of several with one name it is the one in use, else the newest.
    /// </summary>
    /// <exception cref="KeyRefusedException">Several keys have the prefix.</exception>
    public async Task<ClientKey?> FindAsync(string idNameOrPrefix, CancellationToken cancellationToken)
    {
        var matches = Matches(await ListAsync(cancellationToken), idNameOrPrefix);
        return matches
            .OrderBy(key => key.RevokedAt is not null)
            .ThenBy(key => key.ReplacedBy is not null)
            .ThenByDescending(key => key.CreatedAt)
            .FirstOrDefault();
    }

    /// <summary>
    /// Ends a key at once. By name it ends every key of that name, a rotated one in its overlap too.
    /// </summary>
    /// <returns>The keys that were ended; empty when all were before.</returns>
    /// <exception cref="KeyRefusedException">There is no such key, or several have the prefix.</exception>
    public async Task<IReadOnlyList<ClientKey>> RevokeAsync(string idNameOrPrefix, CancellationToken cancellationToken)
    {
        var matches = Matches(await ListAsync(cancellationToken), idNameOrPrefix);
        if (matches.Count == 0)
        {
            throw Missing(idNameOrPrefix);
        }

        var now = _time.GetUtcNow();
        var live = matches.Where(key => key.RevokedAt is null).ToList();
        await _table.ChangeAsync(transaction => KeyTable.RevokeAsync(transaction, live.Select(key => key.Id), now), cancellationToken);
        await _ring.ReloadAsync(cancellationToken);
        return [.. live.Select(key => key with { RevokedAt = now })];
    }

    /// <summary>Ends every key of a user at once.</summary>
    /// <returns>The keys that were ended.</returns>
    public async Task<IReadOnlyList<ClientKey>> RevokeAllOfAsync(string user, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var live = (await ListAsync(cancellationToken)).Where(key => key.RevokedAt is null && string.Equals(key.User, user, StringComparison.OrdinalIgnoreCase)).ToList();
        await _table.ChangeAsync(transaction => KeyTable.RevokeAsync(transaction, live.Select(key => key.Id), now), cancellationToken);
        await _ring.ReloadAsync(cancellationToken);
        return [.. live.Select(key => key with { RevokedAt = now })];
    }

    /// <summary>
    /// Makes a new key with the same name, user, models and expiry in the place of one. The old one ends at once, or after
    /// <paramref name="overlap"/>.
    /// </summary>
    /// <exception cref="KeyRefusedException">There is no such key, or it is revoked, expired or rotated already.</exception>
    public async Task<IssuedKey> RotateAsync(string idNameOrPrefix, TimeSpan overlap, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(overlap, TimeSpan.Zero);
        var old = await FindAsync(idNameOrPrefix, cancellationToken) ?? throw Missing(idNameOrPrefix);
        var now = _time.GetUtcNow();
        if (old.RevokedAt is not null || old.ReplacedBy is not null || old.ExpiresAt <= now)
        {
            throw new KeyRefusedException($"The key '{old.Name}' ({old.Prefix}...) is not in use any more.", "Create a new key.");
        }

        var (issued, stored) = Issue(new NewKey
        {
            Name = old.Name,
            IsAdmin = old.IsAdmin,
            IsStrict = old.IsStrict,
            User = old.User,
            Team = old.OwnTeam,
            AllowedModels = old.AllowedModels,
            ExpiresAt = old.ExpiresAt,
        });
        await _table.ChangeAsync(
            async transaction =>
            {
                await KeyTable.ReplaceAsync(transaction, old.Id, issued.Key.Id, now + overlap);
                if (overlap == TimeSpan.Zero)
                {
                    await KeyTable.RevokeAsync(transaction, [old.Id], now);
                }

                await KeyTable.InsertAsync(transaction, stored);
            },
            cancellationToken);
        await _ring.ReloadAsync(cancellationToken);
        return issued;
    }

    private (IssuedKey Issued, StoredKey Stored) Issue(NewKey wanted)
    {
        var text = KeyGenerator.NewKey(wanted.IsAdmin);
        var key = new ClientKey
        {
            Id = KeyGenerator.NewId(),
            Name = wanted.Name,
            Prefix = KeyGenerator.Shown(text),
            IsAdmin = wanted.IsAdmin,
            IsStrict = wanted.IsStrict,
            User = wanted.User,
            Team = wanted.Team,
            OwnTeam = wanted.Team,
            AllowedModels = [.. wanted.AllowedModels],
            CreatedAt = _time.GetUtcNow(),
            ExpiresAt = wanted.ExpiresAt,
        };
        return (new IssuedKey(key, text), new StoredKey(KeyHash.Of(text), key));
    }

    private static List<ClientKey> Matches(IReadOnlyList<ClientKey> keys, string wanted)
    {
        var exact = keys.Where(key => key.Id == wanted || key.Name == wanted).ToList();
        if (exact.Count > 0)
        {
            return exact;
        }

        var shown = keys.Where(key => key.Prefix == wanted).ToList();
        return shown.Count <= 1
            ? shown
            : throw new KeyRefusedException(
                $"{shown.Count} keys begin with '{wanted}'.", $"Name one by its id: {string.Join(", ", shown.Select(key => key.Id))}.");
    }

    private static KeyRefusedException Missing(string wanted) =>
        new($"There is no key '{wanted}'.", "See `weir keys list` for names and ids.");
}
