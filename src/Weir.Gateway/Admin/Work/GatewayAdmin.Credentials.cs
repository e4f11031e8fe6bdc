using Weir.Gateway.Admin.Credentials;
using Weir.Gateway.Admin.Found;

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

    public Task<SignInEntry> StartSignInAsync(SignInRequest request, CancellationToken cancellationToken) => signIns.StartAsync(request, cancellationToken);

    public Task<SignInEntry> SignInAsync(string id, CancellationToken cancellationToken) => Task.FromResult(signIns.Find(id));

    public Task<SignInEntry> PasteAsync(string id, SignInPaste paste, CancellationToken cancellationToken) => Task.FromResult(signIns.Paste(id, paste.Text));

    public Task<SignInEntry> CancelSignInAsync(string id, CancellationToken cancellationToken) => signIns.CancelAsync(id);

    public Task<CredentialEntry> RefreshCredentialAsync(string connection, CancellationToken cancellationToken) => credentials.RefreshAsync(connection, cancellationToken);

    public Task<CredentialEntry> ForgetCredentialAsync(string connection, CancellationToken cancellationToken) => credentials.ForgetAsync(connection, cancellationToken);

    public Task<KeptKey> KeepKeyAsync(KeyToKeep key, CancellationToken cancellationToken) => credentials.KeepAsync(key, cancellationToken);

    public Task<ImportReport> ImportCredentialsAsync(CancellationToken cancellationToken) => import.ImportAsync(cancellationToken);

    public Task<IReadOnlyList<FoundEntry>> FoundAsync(CancellationToken cancellationToken) => found.FindAsync(cancellationToken);

    public Task<StoreProbe> ProbeStoreAsync(CancellationToken cancellationToken) => stores.ProbeAsync(cancellationToken);

    public Task<StoreReport> ChangeStoreAsync(StoreChange change, CancellationToken cancellationToken) => stores.ChangeAsync(change, cancellationToken);

    public Task<IReadOnlyList<ConnectionEntry>> KeepDiscoveredAsync(DiscoveredSignIn signIn, CancellationToken cancellationToken) => discovered.KeepAsync(signIn, cancellationToken);

    public Task<ConnectionEntry> SaveConnectionAsync(ConnectionOrder order, CancellationToken cancellationToken) => connections.SaveAsync(order, cancellationToken);

    public Task<ConnectionEntry> RemoveConnectionAsync(string name, CancellationToken cancellationToken) => connections.RemoveAsync(name, cancellationToken);

    public Task<ConnectionEntry> SwitchConnectionAsync(string name, ConnectionSwitch wanted, CancellationToken cancellationToken) => connections.SwitchAsync(name, wanted.Enabled, cancellationToken);
}
