namespace Weir.Gateway.Admin.Credentials;

/// <summary>What may be asked of connections and their sign-ins, or changed in them. Every method throws <see cref="AdminException"/> when it refuses or can't.</summary>
public interface ICredentialAdmin
{
    /// <summary>How every connection signs in, and where secrets are kept.</summary>
    Task<AuthReport> AuthAsync(CancellationToken cancellationToken);

    /// <summary>The ways to sign in to a provider, the usual one first.</summary>
    /// <param name="provider">A catalogue id or the name of a connection.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<SignInOffer> SignInOfferAsync(string provider, CancellationToken cancellationToken);

    /// <summary>Begins a sign-in; one with a key is done at once. The connection is added where there is none of its name.</summary>
    Task<SignInEntry> StartSignInAsync(SignInRequest request, CancellationToken cancellationToken);

    /// <summary>How far a sign-in is.</summary>
    Task<SignInEntry> SignInAsync(string id, CancellationToken cancellationToken);

    /// <summary>Hands over what the browser came back with.</summary>
    Task<SignInEntry> PasteAsync(string id, SignInPaste paste, CancellationToken cancellationToken);

    /// <summary>Calls a sign-in off.</summary>
    Task<SignInEntry> CancelSignInAsync(string id, CancellationToken cancellationToken);

    /// <summary>Renews a connection's credential now, and says how it stands.</summary>
    Task<CredentialEntry> RefreshCredentialAsync(string connection, CancellationToken cancellationToken);

    /// <summary>Forgets a connection's stored credential.</summary>
    Task<CredentialEntry> ForgetCredentialAsync(string connection, CancellationToken cancellationToken);

    /// <summary>Keeps a key in the secret store, for weir.yaml to name. The same key under the same name is kept once.</summary>
    Task<KeptKey> KeepKeyAsync(KeyToKeep key, CancellationToken cancellationToken);

    /// <summary>Takes over the sign-ins that OpenCode keeps on the gateway's machine.</summary>
    Task<ImportReport> ImportCredentialsAsync(CancellationToken cancellationToken);

    /// <summary>Writes a secret without meaning to the store, reads it back and deletes it. A store that fails is an answer, not an exception.</summary>
    Task<StoreProbe> ProbeStoreAsync(CancellationToken cancellationToken);

    /// <summary>Moves all secrets to another store, or seals them under a new master key.</summary>
    Task<StoreReport> ChangeStoreAsync(StoreChange change, CancellationToken cancellationToken);

    /// <summary>Keeps the token of a host that announces providers, and adds or changes their connections. All of them, or none.</summary>
    Task<IReadOnlyList<ConnectionEntry>> KeepDiscoveredAsync(DiscoveredSignIn discovered, CancellationToken cancellationToken);

    /// <summary>Adds a connection, or changes one that was added while running.</summary>
    Task<ConnectionEntry> SaveConnectionAsync(ConnectionOrder order, CancellationToken cancellationToken);

    /// <summary>Takes a connection away that was added while running, and its credential.</summary>
    Task<ConnectionEntry> RemoveConnectionAsync(string name, CancellationToken cancellationToken);

    /// <summary>Switches a connection on or off.</summary>
    Task<ConnectionEntry> SwitchConnectionAsync(string name, ConnectionSwitch wanted, CancellationToken cancellationToken);
}
