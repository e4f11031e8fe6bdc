using Weir.Credentials;
using Weir.Credentials.OpenCode;
using Weir.Gateway.Admin.Credentials;
using Weir.Routing.Saved;
using Weir.Routing.Snapshots;

namespace Weir.Gateway.Admin.Work.Credentials;

/// <summary>Copies the sign-ins of OpenCode's auth.json into the secret store, and adds their connections. The file is only read.</summary>
internal sealed class OpenCodeImport(OpenCodeAuth openCode, SnapshotHolder snapshots, ICredentialVault vault, ConnectionWork connections, TimeProvider time)
{
    /// <summary>Where the sign-ins are read.</summary>
    public string Source => openCode.Path ?? "OPENCODE_AUTH_CONTENT";

    /// <summary>What is there, by name; nothing is copied.</summary>
    public IEnumerable<OpenCodeEntry> Look() =>
        openCode.Entries.OrderBy(static entry => entry.Key, StringComparer.Ordinal).Select(entry => new OpenCodeEntry(entry.Key, Against(entry.Key, entry.Value)));

    public async Task<ImportReport> ImportAsync(CancellationToken cancellationToken)
    {
        var imported = new List<string>();
        var skipped = new List<ImportSkip>();
        foreach (var (name, entry) in openCode.Entries.OrderBy(static entry => entry.Key, StringComparer.Ordinal))
        {
            if (Against(name, entry) is { } reason)
            {
                skipped.Add(new ImportSkip(name, reason));
                continue;
            }

            var flow = entry.Method == "oauth" && snapshots.Current.Catalog.TryGetProvider(name, out var provider) ? (provider.Flows is [var first, ..] ? first.Name : null) : null;
            await vault.WriteAsync(name, entry with { Flow = flow, SavedAt = time.GetUtcNow() }, cancellationToken);
            await connections.EnsureAsync(new SavedConnection { Name = name, Provider = name, AuthMethod = entry.Method }, cancellationToken);
            imported.Add(name);
        }

        return imported.Count + skipped.Count > 0 ? new ImportReport(Source, imported, skipped) : throw new AdminException(AdminProblem.NotFound(
            $"OpenCode keeps no sign-ins at {openCode.Path ?? "its data folder"}.", "Newer versions may keep them in a database, which Weir does not read: sign in with `weir auth login`."));
    }

    /// <summary>Why an entry stays where it is; null when it may be copied.</summary>
    private string? Against(string name, StoredCredential entry) =>
        entry.Method == "well-known" ? $"Sign in there: weir auth login {name}"
        : !snapshots.Current.Catalog.TryGetProvider(name, out _) ? "The catalogue has no such provider."
        : vault.Find(name) is not null ? "It is signed in already."
        : entry is { Method: "oauth", ExpiresAt: not null } ? $"Its token is renewed in turns, which two programs can't share. Sign in anew: weir auth login {name}"
        : null;
}

/// <summary>A sign-in that OpenCode keeps.</summary>
/// <param name="Name">Catalogue id, or an address.</param>
/// <param name="Against">Why it stays where it is; null when it may be copied.</param>
internal sealed record OpenCodeEntry(string Name, string? Against);
