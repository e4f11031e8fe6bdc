using Weir.Credentials;
using Weir.Gateway.Batches;
using Weir.Routing.Targets;

namespace Weir.Gateway.Lasting;

/// <summary>How a provider is asked after one kind of what lasts.</summary>
internal interface ILastingWork
{
    /// <summary>The <see cref="Resource.Kind"/> it is for.</summary>
    string Kind { get; }

    /// <summary>Asks after it, and books it if it is over.</summary>
    /// <param name="resource">What is open.</param>
    /// <param name="connection">Where it runs.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <exception cref="HttpRequestException">The provider can't be asked now; nothing was booked.</exception>
    /// <exception cref="CredentialException">The connection can't sign in now.</exception>
    /// <exception cref="Storage.StorageException">The ledger or the database can't be written; it stays open, and what was booked is not booked again.</exception>
    Task AskAsync(Resource resource, Connection connection, CancellationToken cancellationToken);
}
