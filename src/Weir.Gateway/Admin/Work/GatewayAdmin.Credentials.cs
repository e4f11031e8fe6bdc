using Weir.Gateway.Admin.Credentials;
using Weir.Gateway.Admin.Found;
using Weir.Gateway.Admin.Work.Audit;

namespace Weir.Gateway.Admin.Work;

/// <content>Connections and their sign-ins.</content>
internal sealed partial class GatewayAdmin
{
    public async Task<AuthReport> AuthAsync(CancellationToken cancellationToken)
    {
        var (name, description, problem) = await stores.DescribeAsync(cancellationToken);
        return new AuthReport(name, description, problem, credentials.List());
    }

    public Task<SignInOffer> SignInOfferAsync(string provider, CancellationToken cancellationToken) => Task.FromResult(signIns.Offer(provider));

    public Task<SignInEntry> StartSignInAsync(SignInRequest request, CancellationToken cancellationToken) => audit.AfterAsync(signIns.StartAsync(request, cancellationToken), AuditNotes.SignInStarted);

    public Task<SignInEntry> SignInAsync(string id, CancellationToken cancellationToken) => Task.FromResult(signIns.Find(id));

    public Task<SignInEntry> PasteAsync(string id, SignInPaste paste, CancellationToken cancellationToken) => Task.FromResult(signIns.Paste(id, paste.Text));

    public Task<SignInEntry> CancelSignInAsync(string id, CancellationToken cancellationToken) => audit.AfterAsync(signIns.CancelAsync(id), AuditNotes.SignInCancelled);

    public Task<CredentialEntry> RefreshCredentialAsync(string connection, CancellationToken cancellationToken) => audit.AfterAsync(credentials.RefreshAsync(connection, cancellationToken));

    public Task<CredentialEntry> ForgetCredentialAsync(string connection, CancellationToken cancellationToken) => audit.AfterAsync(credentials.ForgetAsync(connection, cancellationToken));

    public Task<KeptKey> KeepKeyAsync(KeyToKeep key, CancellationToken cancellationToken) => audit.AfterAsync(credentials.KeepAsync(key, cancellationToken));

    public Task<ImportReport> ImportCredentialsAsync(CancellationToken cancellationToken) => audit.AfterAsync(import.ImportAsync(cancellationToken));

    public Task<IReadOnlyList<FoundEntry>> FoundAsync(CancellationToken cancellationToken) => found.FindAsync(cancellationToken);

    public Task<StoreProbe> ProbeStoreAsync(CancellationToken cancellationToken) => stores.ProbeAsync(cancellationToken);

    public Task<StoreReport> ChangeStoreAsync(StoreChange change, CancellationToken cancellationToken) => audit.AfterAsync(stores.ChangeAsync(change, cancellationToken), report => AuditNotes.StoreChanged(change, report));

    public Task<IReadOnlyList<ConnectionEntry>> KeepDiscoveredAsync(DiscoveredSignIn signIn, CancellationToken cancellationToken) => audit.AfterAsync(discovered.KeepAsync(signIn, cancellationToken));

    public Task<ConnectionEntry> SaveConnectionAsync(ConnectionOrder order, CancellationToken cancellationToken) => audit.AfterAsync(connections.SaveAsync(order, cancellationToken));

    public Task<ConnectionEntry> RemoveConnectionAsync(string name, CancellationToken cancellationToken) => audit.AfterAsync(connections.RemoveAsync(name, cancellationToken));

    public Task<ConnectionEntry> SwitchConnectionAsync(string name, ConnectionSwitch wanted, CancellationToken cancellationToken) => audit.AfterAsync(connections.SwitchAsync(name, wanted.Enabled, cancellationToken));
}
