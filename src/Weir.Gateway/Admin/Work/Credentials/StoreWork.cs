using System.Security.Cryptography;
using Weir.Credentials;
using Weir.Credentials.Stores;
using Weir.Credentials.Stores.Sealing;
using Weir.Gateway.Admin.Credentials;
using Weir.Routing.Snapshots;
using Weir.Storage.Folders;

namespace Weir.Gateway.Admin.Work.Credentials;

/// <summary>Where secrets are kept, and moves between stores.</summary>
internal sealed class StoreWork(SecretStores stores, MasterKeyRotation rotation, CredentialVault vault, SnapshotHolder snapshots, DataFolder folder)
{
    public async Task<(string Name, string Description, string? Problem)> DescribeAsync(CancellationToken cancellationToken)
    {
        try
        {
            var store = await stores.ChooseAsync(cancellationToken);
            return (store.Name, store.Description, vault.Problem);
        }
        catch (CredentialException exception)
        {
            var name = stores.Setting ?? stores.Remembered ?? "";
            return (name, name, $"{exception.Message} {exception.Action}");
        }
    }

    public async Task<StoreReport> ChangeAsync(StoreChange change, CancellationToken cancellationToken)
    {
        try
        {
            var message = change switch
            {
                { MoveTo: { } to } => await MoveAsync(to, cancellationToken),
                { RotateMasterKey: true } => $"Sealed {await rotation.RotateAsync(change.NewMasterKey, cancellationToken)} secrets under the new master key.{Set(change)}",
                _ => throw new AdminException(AdminProblem.Invalid("Nothing is to be changed.", "Say where to move the secrets, or to rotate the master key.")),
            };
            return new StoreReport(stores.InUse?.Name ?? stores.Remembered ?? "", message);
        }
        catch (CredentialException exception)
        {
            throw SignInWork.Refused(exception);
        }
    }

    /// <summary>Sees whether a secret can be written, read back and deleted.</summary>
    public async Task<StoreProbe> ProbeAsync(CancellationToken cancellationToken)
    {
        var name = $"doctor/{Guid.NewGuid():N}";
        var secret = RandomNumberGenerator.GetBytes(32);
        ISecretStore? store = null;
        try
        {
            store = await stores.ChooseAsync(cancellationToken);
            await store.WriteAsync(name, secret, cancellationToken);
            var isSame = await store.ReadAsync(name, cancellationToken) is { } read && read.AsSpan().SequenceEqual(secret);
            var isGone = await store.DeleteAsync(name, cancellationToken) && await store.ReadAsync(name, cancellationToken) is null;
            return Probe(
                isSame && isGone ? null : isSame ? "It did not delete the secret that was written to try it." : "It did not give back the secret that was written to try it.",
                isSame && isGone ? null : "Move the secrets to another store: weir auth move --to file");
        }
        catch (CredentialException exception)
        {
            return Probe(exception.Message, exception.Action);
        }

        StoreProbe Probe(string? problem, string? action)
        {
            var known = store?.Name ?? stores.Setting ?? stores.Remembered ?? "";
            return new StoreProbe(known, store?.Description ?? known, problem, action, ExposedFiles());
        }
    }

    /// <summary>Files of the stores that others than their owner may open.</summary>
    private IReadOnlyList<string> ExposedFiles()
    {
        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        return OperatingSystem.IsWindows() ? [] :
        [
            .. new DirectoryInfo(folder.FullPath).EnumerateFiles("secrets.*").Where(static file => (file.UnixFileMode & ~Owner) != 0).Select(static file => file.FullName).Order(StringComparer.Ordinal),
        ];
    }

    private async Task<string> MoveAsync(string to, CancellationToken cancellationToken)
    {
        var from = await stores.ChooseAsync(cancellationToken);
        var moved = await stores.MoveAsync(from.Name, to, cancellationToken);
        await vault.LoadAsync(cancellationToken);
        snapshots.Rebuild();
        return moved.Summary;
    }

    private static string Set(StoreChange change) => change.NewMasterKey is null ? "" : " Set WEIR_MASTER_KEY to it where Weir starts.";
}
