using System.Collections.Frozen;

namespace Weir.Metering.Keys;

/// <summary>All keys in memory, as one immutable table that is swapped as a whole when anything changes.</summary>
public sealed class KeyRing : IKeyRing, IDisposable
{
    private readonly KeyTable _table;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _reloading = new(1, 1);
    private readonly Lock _swapping = new();
    private IReadOnlyList<StoredKey> _stored = [];
    private IReadOnlyList<StoredKey> _fixed = [];
    private FrozenDictionary<KeyHash, ClientKey> _keys = FrozenDictionary<KeyHash, ClientKey>.Empty;

    internal KeyRing(KeyTable table, TimeProvider time)
    {
        _table = table;
        _time = time;
    }

    /// <inheritdoc/>
    public KeyLookup Find(ReadOnlySpan<char> presented)
    {
        // Too long is hashed as far as it goes, so that it costs what every other key costs.
        var hash = KeyHash.Of(presented.Length > KeyHash.MaxKeyLength ? presented[..KeyHash.MaxKeyLength] : presented);
        if (!Volatile.Read(ref _keys).TryGetValue(hash, out var key) || presented.Length > KeyHash.MaxKeyLength)
        {
            return default;
        }

        return new KeyLookup(StateOf(key), key);
    }

    /// <summary>Looks a key up by its id. Walks through all of them: for quiet paths.</summary>
    public KeyLookup FindById(string id)
    {
        foreach (var key in Volatile.Read(ref _keys).Values)
        {
            if (key.Id == id)
            {
                return new KeyLookup(StateOf(key), key);
            }
        }

        return default;
    }

    /// <summary>Adds a key that a variable gives. It lives in memory only, and replaces an earlier one of the same name.</summary>
    /// <param name="name">One of <see cref="FixedKeys"/>' names; says also whether the key is an admin's.</param>
    /// <param name="text">The key.</param>
    /// <exception cref="KeyRefusedException">The key is weak, see <see cref="KeyStrength.Check"/>.</exception>
    public ClientKey AddFixed(string name, string text)
    {
        if (!FixedKeys.Names.Contains(name, StringComparer.Ordinal))
        {
            throw new ArgumentException($"'{name}' is no variable of a key.", nameof(name));
        }

        if (KeyStrength.Check(text) is { } reason)
        {
            throw new KeyRefusedException(
                $"{name} can't be used. {reason}", $"Set {name} to a long random value, e.g. from `openssl rand -hex 32`.");
        }

        var key = new ClientKey
        {
            Id = FixedKeys.IdOf(name),
            Name = name,
            Prefix = KeyGenerator.Shown(text),
            IsAdmin = name == FixedKeys.Admin,
            CreatedAt = _time.GetUtcNow(),
        };
        lock (_swapping)
        {
            _fixed = [.. _fixed.Where(other => other.Key.Name != name), new StoredKey(KeyHash.Of(text), key)];
            Swap();
        }

        return key;
    }

    /// <summary>Reads the table again; what it says holds from the moment this returns.</summary>
    /// <exception cref="Storage.StorageException">The database can't be read; the keys stay as they were.</exception>
    public async Task ReloadAsync(CancellationToken cancellationToken)
    {
        // In turns: of two reloads, the one that read first must not swap last.
        await _reloading.WaitAsync(cancellationToken);
        try
        {
            var stored = await _table.ReadAsync(cancellationToken);
            lock (_swapping)
            {
                _stored = stored;
                Swap();
            }
        }
        finally
        {
            _reloading.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _reloading.Dispose();

    private KeyState StateOf(ClientKey key) =>
        key.RevokedAt is not null ? KeyState.Revoked
        : key.ExpiresAt <= _time.GetUtcNow() ? KeyState.Expired
        : key.IsUserDisabled ? KeyState.UserDisabled
        : KeyState.Valid;

    // A fixed key goes before a stored one with the same text: the variable rules.
    private void Swap() => Volatile.Write(
        ref _keys,
        _stored.Concat(_fixed).GroupBy(entry => entry.Hash).ToFrozenDictionary(same => same.Key, same => same.Last().Key));
}
