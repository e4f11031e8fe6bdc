using Weir.Credentials;

namespace Weir.Gateway.Audit;

/// <summary>The vault, with a note of every credential that comes, changes or goes, whoever asked for it: a person, a sign-in behind a request, or the renewal of a token.</summary>
internal sealed class AuditedVault(CredentialVault vault, AuditLog log) : ICredentialVault
{
    public event Action<string>? Changed
    {
        add => vault.Changed += value;
        remove => vault.Changed -= value;
    }

    public string Source => vault.Source;

    public IReadOnlyDictionary<string, StoredCredential> All => vault.All;

    public StoredCredential? Find(string connection) => vault.Find(connection);

    public ValueTask<StoredCredential?> ReadAsync(string connection, CancellationToken cancellationToken) => vault.ReadAsync(connection, cancellationToken);

    public async ValueTask WriteAsync(string connection, StoredCredential credential, CancellationToken cancellationToken)
    {
        var before = vault.Find(connection);
        await vault.WriteAsync(connection, credential, cancellationToken);
        Note(before is null ? AuditKinds.CredentialAdded : AuditKinds.CredentialUpdated, connection, before, credential);
    }

    public async ValueTask<bool> ReplaceAsync(string connection, StoredCredential known, StoredCredential credential, CancellationToken cancellationToken)
    {
        var replaced = await vault.ReplaceAsync(connection, known, credential, cancellationToken);
        if (replaced)
        {
            Note(AuditKinds.CredentialUpdated, connection, known, credential);
        }

        return replaced;
    }

    public async ValueTask<bool> DeleteAsync(string connection, CancellationToken cancellationToken)
    {
        var before = vault.Find(connection);
        var deleted = await vault.DeleteAsync(connection, cancellationToken);
        if (deleted)
        {
            Note(AuditKinds.CredentialRemoved, connection, before, null);
        }

        return deleted;
    }

    private void Note(string kind, string connection, StoredCredential? before, StoredCredential? after) =>
        log.Note(new AuditNote { Kind = kind, Subject = connection, Before = FactsOf(before), After = FactsOf(after) });

    /// <summary>What is told of a credential: nothing that it is made of.</summary>
    private string FactsOf(StoredCredential? credential) => credential is null ? "" : AuditFacts.Of(
        ("provider", credential.Provider),
        ("method", credential.Method),
        ("flow", credential.Flow),
        ("store", vault.Source),
        ("renewable", credential.Refresh is not null),
        ("expiresAt", credential.ExpiresAt),
        ("signedOut", credential.SignedOut is not null));
}
