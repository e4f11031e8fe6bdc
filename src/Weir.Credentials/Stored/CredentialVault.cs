using System.Collections.Concurrent;
using System.Collections.Immutable;
using Weir.Credentials.Stores;

namespace Weir.Credentials;

/// <summary>Keeps the connections' credentials in the secret store in use, and at hand in memory. Reads nothing before <see cref="LoadAsync"/>.</summary>
public sealed class CredentialVault(SecretStores stores) : ICredentialVault
{
    private const string Prefix = "connection/";

    private readonly ConcurrentDictionary<string, Gate> _turns = new(StringComparer.Ordinal);
    private ImmutableDictionary<string, StoredCredential> _all = ImmutableDictionary.Create<string, StoredCredential>(StringComparer.Ordinal);
    private volatile string? _problem;

    public event Action<string>? Changed;

    public string Source => (stores.InUse?.Name ?? stores.Setting) switch
    {
        EncryptedFileStore.StoreName => "encrypted file",
        DatabaseStore.StoreName => "database (encrypted)",
        PlainFileStore.StoreName => "plain file",
        { } name => name,
        null => "secret store",
    };

    /// <summary>Why credentials are missing from memory, in sentences that hold no secret; null when all were read.</summary>
    public string? Problem => _problem;

    public IReadOnlyDictionary<string, StoredCredential> All => _all;

    public StoredCredential? Find(string connection) => _all.GetValueOrDefault(connection);

    /// <summary>
    /// Reads all credentials. Never fails for a store: the gateway serves the other connections all the same, and <see cref="Problem"/> says
    /// what is wrong. One that can't be read leaves the others be.
    /// </summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        try
        {
            var store = await StoreAsync(cancellationToken);
            foreach (var name in await store.ListAsync(cancellationToken))
            {
                if (name.StartsWith(Prefix, StringComparison.Ordinal))
                {
                    await LoadOneAsync(name[Prefix.Length..], problems, cancellationToken);
                }
            }
        }
        catch (CredentialException e)
        {
            problems.Add($"{e.Message} {e.Action}");
        }

        _problem = problems.Count == 0 ? null : string.Join(' ', problems.Distinct());
    }

    public async ValueTask<StoredCredential?> ReadAsync(string connection, CancellationToken cancellationToken)
    {
        var name = NameOf(connection);
        return await InTurnAsync(
            connection,
            async () =>
            {
                var store = await StoreAsync(cancellationToken);
                var found = await store.ReadAsync(name, cancellationToken) is { } bytes ? StoredCredentialJson.Read(connection, bytes) : null;
                var before = Find(connection);
                Put(connection, found);
                return (found, StoredCredentialJson.Differ(before, found));
            },
            cancellationToken);
    }

    public async ValueTask WriteAsync(string connection, StoredCredential credential, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(credential);
        var name = NameOf(connection);
        await InTurnAsync(
            connection,
            async () =>
            {
                var store = await StoreAsync(cancellationToken);
                await store.WriteAsync(name, StoredCredentialJson.Write(credential), cancellationToken);
                Put(connection, credential);
                return (true, true);
            },
            cancellationToken);
    }

    public async ValueTask<bool> ReplaceAsync(string connection, StoredCredential known, StoredCredential credential, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(credential);
        var name = NameOf(connection);
        return await InTurnAsync(
            connection,
            async () =>
            {
                var store = await StoreAsync(cancellationToken);
                var found = await store.ReadAsync(name, cancellationToken) is { } bytes ? StoredCredentialJson.Read(connection, bytes) : null;
                if (StoredCredentialJson.Differ(found, known))
                {
                    var before = Find(connection);
                    Put(connection, found);
                    return (false, StoredCredentialJson.Differ(before, found));
                }

                await store.WriteAsync(name, StoredCredentialJson.Write(credential), cancellationToken);
                Put(connection, credential);
                return (true, true);
            },
            cancellationToken);
    }

    public async ValueTask<bool> DeleteAsync(string connection, CancellationToken cancellationToken)
    {
        var name = NameOf(connection);
        return await InTurnAsync(
            connection,
            async () =>
            {
                var store = await StoreAsync(cancellationToken);
                var deleted = await store.DeleteAsync(name, cancellationToken);
                var known = Find(connection) is not null;
                Put(connection, null);
                return (deleted, deleted || known);
            },
            cancellationToken);
    }

    private async ValueTask LoadOneAsync(string connection, List<string> problems, CancellationToken cancellationToken)
    {
        try
        {
            await ReadAsync(connection, cancellationToken);
        }
        catch (CredentialException e)
        {
            problems.Add($"{e.Message} {e.Action}");
        }
    }

    // Looked for again at each call until it is found: a keyring that was locked at start may be open now.
    private async ValueTask<ISecretStore> StoreAsync(CancellationToken cancellationToken) =>
        stores.InUse ?? await stores.ChooseAsync(cancellationToken);

    private async ValueTask<T> InTurnAsync<T>(string connection, Func<Task<(T Result, bool IsChange)>> act, CancellationToken cancellationToken)
    {
        var turn = _turns.GetOrAdd(connection, static _ => new Gate());
        await turn.EnterAsync(cancellationToken);
        bool isChange;
        T result;
        try
        {
            (result, isChange) = await act();
        }
        finally
        {
            turn.Leave();
        }

        if (isChange)
        {
            // After the turn: a listener may ask the vault again.
            Changed?.Invoke(connection);
        }

        return result;
    }

    private void Put(string connection, StoredCredential? credential)
    {
        if (credential is null)
        {
            ImmutableInterlocked.TryRemove(ref _all, connection, out _);
        }
        else
        {
            ImmutableInterlocked.AddOrUpdate(ref _all, connection, credential, (_, _) => credential);
        }
    }

    private static string NameOf(string connection)
    {
        ArgumentException.ThrowIfNullOrEmpty(connection);
        return Prefix + connection;
    }
}
