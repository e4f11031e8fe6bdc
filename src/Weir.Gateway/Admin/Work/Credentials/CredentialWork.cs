using System.Globalization;
using Weir.Credentials;
using Weir.Gateway.Admin.Credentials;
using Weir.Routing.Snapshots;
using Weir.Routing.Targets;

namespace Weir.Gateway.Admin.Work.Credentials;

/// <summary>What connections sign in with: shown, renewed, forgotten.</summary>
internal sealed class CredentialWork(SnapshotHolder snapshots, ICredentialVault vault, TimeProvider time)
{
    public IReadOnlyList<CredentialEntry> List() => [.. snapshots.Current.Connections.Where(static connection => connection.Simulator is null).Select(Of)];

    public async Task<CredentialEntry> RefreshAsync(string name, CancellationToken cancellationToken)
    {
        var connection = Find(name);
        try
        {
            await connection.Auth.RefreshAsync(cancellationToken);
        }
        catch (CredentialException exception)
        {
            throw SignInWork.Refused(exception);
        }

        return Of(connection);
    }

    public async Task<CredentialEntry> ForgetAsync(string name, CancellationToken cancellationToken)
    {
        var connection = Find(name);
        try
        {
            if (!await vault.DeleteAsync(name, cancellationToken))
            {
                throw new AdminException(AdminProblem.Conflict(
                    $"No credential of \"{name}\" is kept in the {vault.Source}.", connection.Auth.Masked is null ? "There is nothing to forget." : $"It signs in by {connection.Auth.Source}: take it away there."));
            }
        }
        catch (CredentialException exception)
        {
            throw SignInWork.Refused(exception);
        }

        snapshots.Rebuild();
        return Of(snapshots.Current.FindConnection(name) ?? connection);
    }

    /// <summary>Keeps a key under the name that is wanted, or the next one that no other credential has.</summary>
    public async Task<KeptKey> KeepAsync(KeyToKeep order, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(order.Name) || string.IsNullOrWhiteSpace(order.Key))
        {
            throw new AdminException(AdminProblem.Invalid("A name and a key are needed.", "Give both."));
        }

        try
        {
            var name = order.Name;
            for (var number = 2; await vault.ReadAsync(name, cancellationToken) is { } other; number++)
            {
                if (other is { Method: "api", Access: { } access } && access.Reveal() == order.Key)
                {
                    return new KeptKey(name, vault.Source);
                }

                name = string.Create(CultureInfo.InvariantCulture, $"{order.Name}-{number}");
            }

            await vault.WriteAsync(name, new StoredCredential { Method = "api", Provider = order.Provider, Access = new Secret(order.Key), SavedAt = time.GetUtcNow() }, cancellationToken);
            snapshots.Rebuild();
            return new KeptKey(name, vault.Source);
        }
        catch (CredentialException exception)
        {
            throw SignInWork.Refused(exception);
        }
    }

    private Connection Find(string name) =>
        snapshots.Current.FindConnection(name) ?? throw new AdminException(AdminProblem.NotFound($"There is no connection \"{name}\".", "`weir auth status` shows the connections."));

    private static CredentialEntry Of(Connection connection)
    {
        var auth = connection.Auth;
        return new CredentialEntry
        {
            Connection = connection.Name,
            Provider = connection.Provider.Id,
            Method = auth.Name,
            Source = auth.Source,
            Masked = auth.Masked,
            State = auth.State switch { AuthState.Ready => "ready", AuthState.SignInAgain => "sign_in_again", _ => "missing" },
            Action = auth.State switch
            {
                AuthState.Ready => null,
                AuthState.SignInAgain => $"Sign in again: weir auth login {connection.Name}",
                _ => auth.Source,
            },
            ExpiresAt = auth.ExpiresAt,
            Facts = auth.Facts,
        };
    }
}
