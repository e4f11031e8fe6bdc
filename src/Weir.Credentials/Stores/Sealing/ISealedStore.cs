namespace Weir.Credentials.Stores.Sealing;

/// <summary>A store whose secrets lie sealed under the master key.</summary>
internal interface ISealedStore : ISecretStore
{
    /// <summary>Seals everything anew under <see cref="MasterKeySet.Sealing"/>, as one: all of it or, when killed, nothing. Returns how many secrets it has.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="cancellationToken">Ends it with nothing changed.</param>
    ValueTask<int> ResealAsync(MasterKeySet keys, CancellationToken cancellationToken);
}
