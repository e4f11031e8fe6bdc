using Weir.Credentials;
using Weir.Credentials.Stores;
using Weir.Credentials.Stores.Sealing;
using Weir.Gateway.Admin.Credentials;
using Weir.Routing.Snapshots;

namespace Weir.Gateway.Admin.Work.Credentials;

/// <summary>Where secrets are kept, and moves between stores.</summary>
internal sealed class StoreWork(SecretStores stores, MasterKeyRotation rotation, CredentialVault vault, SnapshotHolder snapshots)
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
