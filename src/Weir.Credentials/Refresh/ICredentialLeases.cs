namespace Weir.Credentials.Refresh;

/// <summary>Lets one holder at a time renew a connection's credential, among all processes and nodes that share the database.</summary>
public interface ICredentialLeases
{
    /// <summary>Waits until the lease is free and takes it. It ends when disposed of, or by itself after a minute: a killed holder blocks nobody for longer.</summary>
    /// <param name="connection">Whose credential is renewed.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<IAsyncDisposable> AcquireAsync(string connection, CancellationToken cancellationToken);
}
