using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Credentials;

namespace Weir.Admin;

/// <content>Connections and their sign-ins.</content>
internal sealed partial class HttpAdmin
{
    public Task<AuthReport> AuthAsync(CancellationToken cancellationToken) => http.GetAsync(AdminRoutes.Auth.Template, Json.AuthReport, cancellationToken);

    public Task<SignInOffer> SignInOfferAsync(string provider, CancellationToken cancellationToken) =>
        http.GetAsync(AdminRoutes.SignInOffer.PathFor(provider), Json.SignInOffer, cancellationToken);

    public Task<SignInEntry> StartSignInAsync(SignInRequest request, CancellationToken cancellationToken) =>
        http.SendAsync(AdminRoutes.StartSignIn.Method, AdminRoutes.StartSignIn.Template, request, Json.SignInRequest, Json.SignInEntry, cancellationToken);

    public Task<SignInEntry> SignInAsync(string id, CancellationToken cancellationToken) => http.GetAsync(AdminRoutes.SignIn.PathFor(id), Json.SignInEntry, cancellationToken);

    public Task<SignInEntry> PasteAsync(string id, SignInPaste paste, CancellationToken cancellationToken) =>
        http.SendAsync(AdminRoutes.Paste.Method, AdminRoutes.Paste.PathFor(id), paste, Json.SignInPaste, Json.SignInEntry, cancellationToken);

    public Task<SignInEntry> CancelSignInAsync(string id, CancellationToken cancellationToken) =>
        http.SendAsync(AdminRoutes.CancelSignIn.Method, AdminRoutes.CancelSignIn.PathFor(id), null, Json.SignInEntry, cancellationToken);

    public Task<CredentialEntry> RefreshCredentialAsync(string connection, CancellationToken cancellationToken) =>
        http.SendAsync(AdminRoutes.RefreshCredential.Method, AdminRoutes.RefreshCredential.PathFor(connection), null, Json.CredentialEntry, cancellationToken);

    public Task<CredentialEntry> ForgetCredentialAsync(string connection, CancellationToken cancellationToken) =>
        http.SendAsync(AdminRoutes.ForgetCredential.Method, AdminRoutes.ForgetCredential.PathFor(connection), null, Json.CredentialEntry, cancellationToken);

    public Task<KeptKey> KeepKeyAsync(KeyToKeep key, CancellationToken cancellationToken) =>
        http.SendAsync(AdminRoutes.KeepKey.Method, AdminRoutes.KeepKey.Template, key, Json.KeyToKeep, Json.KeptKey, cancellationToken);

    public Task<ImportReport> ImportCredentialsAsync(CancellationToken cancellationToken) =>
        http.SendAsync(AdminRoutes.ImportCredentials.Method, AdminRoutes.ImportCredentials.Template, null, Json.ImportReport, cancellationToken);

    public Task<StoreProbe> ProbeStoreAsync(CancellationToken cancellationToken) =>
        http.SendAsync(AdminRoutes.ProbeStore.Method, AdminRoutes.ProbeStore.Template, null, Json.StoreProbe, cancellationToken);

    public Task<StoreReport> ChangeStoreAsync(StoreChange change, CancellationToken cancellationToken) =>
        http.SendAsync(AdminRoutes.ChangeStore.Method, AdminRoutes.ChangeStore.Template, change, Json.StoreChange, Json.StoreReport, cancellationToken);

    public Task<IReadOnlyList<ConnectionEntry>> KeepDiscoveredAsync(DiscoveredSignIn discovered, CancellationToken cancellationToken) => http.SendAsync(
        AdminRoutes.KeepDiscovered.Method, AdminRoutes.KeepDiscovered.Template, discovered, Json.DiscoveredSignIn, Json.IReadOnlyListConnectionEntry, cancellationToken);

    public Task<ConnectionEntry> SaveConnectionAsync(ConnectionOrder order, CancellationToken cancellationToken) =>
        http.SendAsync(AdminRoutes.SaveConnection.Method, AdminRoutes.SaveConnection.Template, order, Json.ConnectionOrder, Json.ConnectionEntry, cancellationToken);

    public Task<ConnectionEntry> RemoveConnectionAsync(string name, CancellationToken cancellationToken) =>
        http.SendAsync(AdminRoutes.RemoveConnection.Method, AdminRoutes.RemoveConnection.PathFor(name), null, Json.ConnectionEntry, cancellationToken);

    public Task<ConnectionEntry> SwitchConnectionAsync(string name, ConnectionSwitch wanted, CancellationToken cancellationToken) => http.SendAsync(
        AdminRoutes.SwitchConnection.Method, AdminRoutes.SwitchConnection.PathFor(name), wanted, Json.ConnectionSwitch, Json.ConnectionEntry, cancellationToken);
}
