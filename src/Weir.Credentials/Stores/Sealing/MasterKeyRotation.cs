namespace Weir.Credentials.Stores.Sealing;

/// <summary>
/// Puts a new master key in the place of the old one. In this order: note both keys, seal every store anew, keep the new key, drop the note.
/// While the note is there both keys open; a rotation that was killed is finished by <see cref="FinishAsync(CancellationToken)"/> or by the next one.
/// </summary>
public sealed class MasterKeyRotation
{
    private readonly MasterKeys _keys;
    private readonly SealedWrites _writes;
    private readonly IReadOnlyList<ISealedStore> _stores;

    internal MasterKeyRotation(MasterKeys keys, SealedWrites writes, IEnumerable<ISealedStore> stores)
    {
        _keys = keys;
        _writes = writes;
        _stores = [.. stores];
    }

    /// <summary>Called at each step; tests fail there.</summary>
    internal Action<string>? Reached { get; init; }

    /// <summary>Rotates, and returns how many secrets are sealed anew.</summary>
    /// <param name="newKey">
    /// What <c>WEIR_MASTER_KEY</c> is going to be (the caller tells the person to set it); null for a new random key in the key file.
    /// </param>
    /// <param name="cancellationToken">Ends it; what was begun is finished later.</param>
    /// <exception cref="CredentialException">
    /// The old key is not at hand, the new one unusable, or <paramref name="newKey"/> is null while the environment gives the key.
    /// </exception>
    public async ValueTask<int> RotateAsync(string? newKey, CancellationToken cancellationToken)
    {
        if (newKey is null && _keys.InEnvironment)
        {
            throw new CredentialException(
                CredentialFailure.Misconfigured,
                $"The master key comes from {MasterKeys.Variable}, so a new one in the key file would not be read.",
                $"Give the new key, and set {MasterKeys.Variable} to it afterwards; or unset the variable where Weir starts.");
        }

        using var held = await _writes.LockAsync(cancellationToken);
        var present = _keys.Load(create: true);
        if (present.Retiring is not null)
        {
            await FinishAsync(present, cancellationToken);
        }

        var next = newKey is null ? MasterKey.Create(_keys.KeyFile) : _keys.Parse(newKey.Trim(), create: true);
        if (next.Id == present.Sealing.Id)
        {
            throw new CredentialException(CredentialFailure.Misconfigured, "The new master key is the old one.", "Make another by `openssl rand -base64 32`.");
        }

        var both = new MasterKeySet(next, present.Sealing);
        _keys.Pending.Write(both, Reached);
        return await FinishAsync(both, cancellationToken);
    }

    /// <summary>Finishes a rotation that was killed; does nothing when there is none. For the start of the program.</summary>
    public async ValueTask FinishAsync(CancellationToken cancellationToken)
    {
        if (!_keys.Pending.Exists)
        {
            return;
        }

        using var held = await _writes.LockAsync(cancellationToken);
        if (_keys.Pending.Exists)
        {
            await FinishAsync(_keys.Load(create: false), cancellationToken);
        }
    }

    private async ValueTask<int> FinishAsync(MasterKeySet both, CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var store in _stores)
        {
            count += await store.ResealAsync(both, cancellationToken);
            Reached?.Invoke($"{store.Name}: resealed");
        }

        if (_keys.InEnvironment)
        {
            _keys.Adopt(both.Sealing);
        }
        else if (File.Exists(_keys.KeyFile))
        {
            // The file takes the new key also when that one goes into the environment: until it is set there, a start must find it.
            _keys.Keep(both.Sealing, Reached);
        }

        _keys.Pending.Delete();
        Reached?.Invoke("note dropped");
        return count;
    }
}
