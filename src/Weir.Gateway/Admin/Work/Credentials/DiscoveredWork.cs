using Weir.Catalog;
using Weir.Credentials;
using Weir.Credentials.Discovery;
using Weir.Gateway.Admin.Credentials;
using Weir.Routing.Saved;
using Weir.Routing.Snapshots;

namespace Weir.Gateway.Admin.Work.Credentials;

/// <summary>
/// Keeps discovered tokens and their connections. The command that printed a token ran on the machine of whoever asked for it: nothing that is sent here
/// can make the gateway run a program.
/// </summary>
internal sealed class DiscoveredWork(SnapshotHolder snapshots, SavedConnections saved, ICredentialVault vault, ConnectionWork connections, TimeProvider time)
{
    public async Task<IReadOnlyList<ConnectionEntry>> KeepAsync(DiscoveredSignIn discovered, CancellationToken cancellationToken)
    {
        if (discovered.Connections.Count == 0 || discovered.Token.Length == 0 || discovered.Token.Any(static letter => char.IsControl(letter) || letter > '~'))
        {
            throw new AdminException(AdminProblem.Invalid("A token and at least one connection are needed.", "Sign in again: weir auth login https://HOST"));
        }

        var wanted = discovered.Connections.Select(connection => Checked(discovered.Site, connection)).ToList();
        try
        {
            foreach (var (connection, row) in discovered.Connections.Zip(wanted))
            {
                var facts = new WellKnownFacts(discovered.Site, discovered.Command, connection.Placement, connection.Headers);
                await vault.WriteAsync(
                    row.Name,
                    new StoredCredential { Method = WellKnownFacts.Method, Provider = row.Provider, Access = new Secret(discovered.Token), Facts = facts.ToFacts(), SavedAt = time.GetUtcNow() },
                    cancellationToken);
                await saved.SaveAsync(row, cancellationToken);
            }
        }
        catch (CredentialException exception)
        {
            throw SignInWork.Refused(exception);
        }

        snapshots.Rebuild();
        return [.. wanted.Select(row => snapshots.Current.FindConnection(row.Name)).OfType<Routing.Targets.Connection>().Select(Entries.Of)];
    }

    private SavedConnection Checked(string site, DiscoveredConnection connection)
    {
        ConnectionWork.CheckName(connection.Name);
        connections.RefuseDeclared(connection.Name);
        if (snapshots.Current.FindConnection(connection.Name) is not null && !IsOf(site, connection.Name))
        {
            throw new AdminException(AdminProblem.Conflict($"There is a connection \"{connection.Name}\" already, and it is not of {site}.", $"Choose another name: weir auth login {site} --name NAME"));
        }

        if ((connection.Placement is { } placement && !KeyPlacements.All.Contains(placement, StringComparer.Ordinal)) || connection.Headers.Any(static header => header.Key.Length == 0 || (header.Key + header.Value).Any(char.IsControl)))
        {
            throw new AdminException(AdminProblem.Invalid($"The token of \"{connection.Name}\" can't travel like that.", "Sign in again: weir auth login https://HOST"));
        }

        var row = new SavedConnection
        {
            Name = connection.Name,
            Provider = connection.Provider,
            AuthMethod = WellKnownFacts.Method,
            BaseUrl = connection.BaseUrl,
            Settings = connection.Settings?.GetRawText() ?? "{}",
            Enabled = saved.Current.FirstOrDefault(kept => kept.Name == connection.Name)?.Enabled ?? true,
        };
        connections.CheckSettings(row);
        return row;
    }

    private bool IsOf(string site, string name) => vault.Find(name) is { Method: WellKnownFacts.Method } stored && WellKnownFacts.Of(stored.Facts)?.Site == site;
}
