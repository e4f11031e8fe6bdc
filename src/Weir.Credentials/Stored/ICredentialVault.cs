namespace Weir.Credentials;

/// <summary>The credentials of connections, on top of the secret store in use. What was read or written last is at hand without a wait.</summary>
public interface ICredentialVault
{
    /// <summary>For people: where <see cref="Find"/> has its credentials from, e.g. <c>keychain</c>.</summary>
    string Source { get; }

    /// <summary>The connection's credential as last read or written; null when there is none. Never waits.</summary>
    StoredCredential? Find(string connection);

    /// <summary>Every credential by connection, as last read or written.</summary>
    IReadOnlyDictionary<string, StoredCredential> All { get; }

    /// <summary>Reads the connection's credential from the store again: another process may have written it.</summary>
    ValueTask<StoredCredential?> ReadAsync(string connection, CancellationToken cancellationToken);

    /// <summary>Keeps a credential; when the call returns it is in the store.</summary>
    ValueTask WriteAsync(string connection, StoredCredential credential, CancellationToken cancellationToken);

    /// <summary>
    /// Puts a renewed credential in the place of the one it was made from. False when the store holds another one by now, or none: then that
    /// stays, and <see cref="Find"/> gives it. No other call of this process comes between the look and the write.
    /// </summary>
    /// <param name="connection">Whose it is.</param>
    /// <param name="known">As it was read.</param>
    /// <param name="credential">What to write in its place.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    async ValueTask<bool> ReplaceAsync(string connection, StoredCredential known, StoredCredential credential, CancellationToken cancellationToken)
    {
        if (StoredCredentialJson.Differ(await ReadAsync(connection, cancellationToken), known))
        {
            return false;
        }

        await WriteAsync(connection, credential, cancellationToken);
        return true;
    }

    /// <summary>Forgets a credential; false when there was none.</summary>
    ValueTask<bool> DeleteAsync(string connection, CancellationToken cancellationToken);

    /// <summary>A connection got, changed or lost its credential; the argument is its name.</summary>
    event Action<string>? Changed;
}
