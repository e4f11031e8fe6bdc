using System.Text;
using Weir.Credentials.Stores.Files;
using Weir.Credentials.Stores.Keychain;
using Weir.Credentials.Stores.Sealing;
using Weir.Storage.Folders;

namespace Weir.Credentials.Stores;

/// <summary>
/// Says which store is in use: the one of the setting, else the one used last, else the keychain where there is one and the encrypted file
/// where not. What was used last is remembered in the data folder: a keychain that is out of reach for once must not split the secrets.
/// </summary>
public sealed class SecretStores
{
    private readonly IReadOnlyList<ISecretStore> _stores;
    private readonly MasterKeyRotation? _rotation;
    private readonly string _rememberedFile;
    private readonly FileLock _lock;
    private volatile ISecretStore? _inUse;

    /// <param name="stores">All there are.</param>
    /// <param name="folder">Where the choice is remembered.</param>
    /// <param name="setting">The store's name in weir.yaml; null to choose by itself.</param>
    /// <param name="rotation">Finished before a sealed store is used; null when none is sealed.</param>
    /// <param name="time">The clock.</param>
    internal SecretStores(IEnumerable<ISecretStore> stores, DataFolder folder, string? setting, MasterKeyRotation? rotation, TimeProvider time)
    {
        _stores = [.. stores];
        _rotation = rotation;
        Setting = setting;
        _rememberedFile = Path.Combine(folder.FullPath, "secrets.store");
        _lock = new FileLock(_rememberedFile + ".lock", time);
    }

    /// <summary>The store's name in weir.yaml; null to choose by itself.</summary>
    public string? Setting { get; }

    /// <summary>The name of the store used last; null when there was none yet.</summary>
    public string? Remembered => WholeFile.Read(_rememberedFile) is { } name ? Encoding.UTF8.GetString(name).Trim() : null;

    /// <summary>The store that this process uses; null until one was chosen and seen to work.</summary>
    public ISecretStore? InUse => _inUse;

    /// <summary>All stores, usable or not.</summary>
    public IReadOnlyList<ISecretStore> All => _stores;

    /// <summary>The store of a name.</summary>
    /// <exception cref="CredentialException">There is none of this name.</exception>
    public ISecretStore Named(string name) => _stores.FirstOrDefault(store => store.Name == name) ?? throw new CredentialException(
        CredentialFailure.Misconfigured,
        $"There is no secret store '{name}'.",
        $"Name one of {string.Join(", ", _stores.Select(store => store.Name))}.");

    /// <summary>The store to use, seen to work, and remembered from now on.</summary>
    /// <exception cref="CredentialException">The store that holds the secrets can't be used now; it says what to do.</exception>
    public async ValueTask<ISecretStore> ChooseAsync(CancellationToken cancellationToken)
    {
        var name = Setting ?? Remembered;
        var store = name is null ? await ChooseFirstAsync(cancellationToken) : Named(name);
        if (store is ISealedStore && _rotation is not null)
        {
            await _rotation.FinishAsync(cancellationToken);
        }

        if (await store.ProblemAsync(cancellationToken) is { } problem)
        {
            throw Unusable(store, problem);
        }

        await SwitchAsync(store, cancellationToken);
        return store;
    }

    /// <summary>
    /// Moves all secrets: copies them, reads them back, makes <paramref name="to"/> the one used last, then deletes them from
    /// <paramref name="from"/>. Killed at any moment, it can be repeated. No other process should sign in meanwhile.
    /// </summary>
    /// <exception cref="CredentialException">A store can't be used, or did not keep what was written; nothing is lost.</exception>
    public async ValueTask<SecretMove> MoveAsync(string from, string to, CancellationToken cancellationToken)
    {
        var (source, target) = (Named(from), Named(to));
        if (source == target)
        {
            throw new CredentialException(CredentialFailure.Misconfigured, $"The secrets are to move from '{from}' to itself.", "Name another store.");
        }

        foreach (var store in new[] { source, target })
        {
            if (await store.ProblemAsync(cancellationToken) is { } problem)
            {
                throw Unusable(store, problem);
            }
        }

        return await new MoveRun(source, target, Remembered == to, Setting).RunAsync(() => SwitchAsync(target, cancellationToken), cancellationToken);
    }

    private async ValueTask SwitchAsync(ISecretStore store, CancellationToken cancellationToken)
    {
        await RememberAsync(store.Name, cancellationToken);
        _inUse = store;
    }

    private async ValueTask<ISecretStore> ChooseFirstAsync(CancellationToken cancellationToken)
    {
        var keychain = _stores.FirstOrDefault(store => store.Name == KeychainStore.StoreName);
        return keychain is not null && await keychain.ProblemAsync(cancellationToken) is null ? keychain : Named(EncryptedFileStore.StoreName);
    }

    private async ValueTask RememberAsync(string name, CancellationToken cancellationToken)
    {
        if (Remembered != name)
        {
            using var held = await _lock.AcquireAsync(cancellationToken);
            WholeFile.Replace(_rememberedFile, Encoding.UTF8.GetBytes(name + "\n"));
        }
    }

    private CredentialException Unusable(ISecretStore store, string problem) => new(
        CredentialFailure.Misconfigured,
        $"Secrets are kept in the {store.Description}, which can't be used now. {problem}",
        store.Name == KeychainStore.StoreName
            ? "Unlock the keyring and start Weir where it can reach it; or set `credentials: {store: file}` and sign in again."
            : Setting is null
                ? "Mend the store; or name another by `credentials: {store: ...}` and sign in again."
                : "Mend the store, or name another by `credentials: {store: ...}`.");
}
