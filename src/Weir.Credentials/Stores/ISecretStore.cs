namespace Weir.Credentials.Stores;

/// <summary>Keeps small secrets by name. Safe for concurrent calls; a write is whole or not at all, also when the process is killed.</summary>
public interface ISecretStore
{
    /// <summary>The word in weir.yaml and on the command line: <c>keychain</c>, <c>file</c>, <c>database</c>, <c>plain</c>.</summary>
    string Name { get; }

    /// <summary>For people: <c>Secret Service</c>, <c>macOS keychain</c>, <c>encrypted file /home/a/.local/share/weir/secrets.sealed.json</c>.</summary>
    string Description { get; }

    /// <summary>Whether it can be used on this machine now; null when it can, else why not in a sentence.</summary>
    ValueTask<string?> ProblemAsync(CancellationToken cancellationToken);

    /// <summary>The secret, or null when there is none of this name.</summary>
    /// <param name="name">1 to 200 characters.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="CredentialException">The store can't be read.</exception>
    ValueTask<byte[]?> ReadAsync(string name, CancellationToken cancellationToken);

    /// <summary>Keeps the secret, in the place of one of the same name.</summary>
    /// <exception cref="CredentialException">The store can't be written.</exception>
    ValueTask WriteAsync(string name, ReadOnlyMemory<byte> secret, CancellationToken cancellationToken);

    /// <summary>Forgets the secret; false when there was none.</summary>
    ValueTask<bool> DeleteAsync(string name, CancellationToken cancellationToken);

    /// <summary>All names, in ordinal order.</summary>
    ValueTask<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken);
}
