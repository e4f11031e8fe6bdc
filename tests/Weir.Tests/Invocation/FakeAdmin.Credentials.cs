using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Credentials;

namespace Weir.Tests.Invocation;

/// <content>Sign-ins: a key is done at once, a flow after one look.</content>
internal sealed partial class FakeAdmin
{
    public SignInOffer Offer { get; set; } = new("openai", "OpenAI", "https://example.com/keys",
    [
        new SignInMethod { Method = "api", Label = "API key", TakesKey = true },
        new SignInMethod { Method = "oauth", Flow = "device", Label = "ChatGPT (sign in)", Fields = [new SignInQuestion("account", "your account", null, false)] },
    ]);

    public SignInEntry Ended { get; set; } = new() { Id = "s1", Connection = "lab", Provider = "openai", Method = "oauth", State = "done", Message = "Signed in." };

    private static CredentialEntry LabKey => new() { Connection = "lab", Provider = "openai", Method = "api", Source = "OPENAI_API_KEY (environment)", Masked = "ab...yz", State = "ready" };

    public IReadOnlyList<CredentialEntry> Credentials { get; set; } =
    [
        LabKey,
        new CredentialEntry { Connection = "plan", Provider = "openai", Method = "oauth", Source = "keychain", State = "sign_in_again", Action = "Sign in again: weir auth login plan", ExpiresAt = FixedTime.Now.AddMinutes(5) },
    ];

    public Task<AuthReport> AuthAsync(CancellationToken cancellationToken) => Give(new AuthReport("file", "encrypted file", null, Credentials));

    public Task<SignInOffer> SignInOfferAsync(string provider, CancellationToken cancellationToken) => Give(Offer, provider);

    public Task<SignInEntry> StartSignInAsync(SignInRequest request, CancellationToken cancellationToken) => Give(
        request.Key is null
            ? new SignInEntry { Id = "s1", Connection = request.Connection ?? "", Provider = "openai", Method = "oauth", State = "waiting", Url = "https://example.com/device", UserCode = "AB-12" }
            : new SignInEntry { Id = "", Connection = request.Connection ?? "", Provider = "openai", Method = "api", State = "done", Message = "The key is kept in the file." },
        request);

    public Task<SignInEntry> SignInAsync(string id, CancellationToken cancellationToken) => Give(Ended, id);

    public Task<SignInEntry> PasteAsync(string id, SignInPaste paste, CancellationToken cancellationToken) => Give(Ended, paste);

    public Task<SignInEntry> CancelSignInAsync(string id, CancellationToken cancellationToken) => Give(Ended with { State = "failed" }, id);

    public Task<CredentialEntry> RefreshCredentialAsync(string connection, CancellationToken cancellationToken) => Give(LabKey with { ExpiresAt = FixedTime.Now.AddHours(1) }, connection);

    public Task<CredentialEntry> ForgetCredentialAsync(string connection, CancellationToken cancellationToken) => Give(LabKey with { State = "missing" }, connection);

    /// <summary>When set, keys can't be kept.</summary>
    public AdminException? StoreFailure { get; set; }

    public Task<KeptKey> KeepKeyAsync(KeyToKeep key, CancellationToken cancellationToken) =>
        StoreFailure is null ? Give(new KeptKey(key.Name, "test store"), key) : Task.FromException<KeptKey>(StoreFailure);

    public Task<ImportReport> ImportCredentialsAsync(CancellationToken cancellationToken) =>
        Give(new ImportReport("auth.json", ["openai"], [new ImportSkip("xai", "Its token is renewed in turns.")]));

    public StoreProbe Probe { get; set; } = new("file", "encrypted file", null, null, []);

    public Task<StoreProbe> ProbeStoreAsync(CancellationToken cancellationToken) => Give(Probe);

    public Task<StoreReport> ChangeStoreAsync(StoreChange change, CancellationToken cancellationToken) => Give(new StoreReport("file", "2 secrets moved."), change);

    public Task<IReadOnlyList<ConnectionEntry>> KeepDiscoveredAsync(DiscoveredSignIn discovered, CancellationToken cancellationToken) =>
        Give<IReadOnlyList<ConnectionEntry>>([.. discovered.Connections.Select(static connection => Lab with { Name = connection.Name })], discovered);

    public Task<ConnectionEntry> SaveConnectionAsync(ConnectionOrder order, CancellationToken cancellationToken) => Give(Lab, order);

    public Task<ConnectionEntry> RemoveConnectionAsync(string name, CancellationToken cancellationToken) => Give(Lab, name);

    public Task<ConnectionEntry> SwitchConnectionAsync(string name, ConnectionSwitch wanted, CancellationToken cancellationToken) => Give(Lab, wanted);
}
