namespace Weir.Gateway.Admin.Chains;

/// <summary>Chains of targets. Every method throws <see cref="AdminException"/> when it refuses or can't.</summary>
public interface IChainAdmin
{
    /// <summary>Those of weir.yaml in its order, then those that were set while running, by name.</summary>
    Task<IReadOnlyList<ChainEntry>> ListChainsAsync(CancellationToken cancellationToken);

    Task<ChainEntry> GetChainAsync(string name, CancellationToken cancellationToken);

    /// <summary>Sets a chain, in the place of one of its name that was set before; when this returns, it holds.</summary>
    Task<ChainEntry> SetChainAsync(string name, ChainOrder order, CancellationToken cancellationToken);

    /// <summary>Takes a chain away that was set while running; gives what it was.</summary>
    Task<ChainEntry> RemoveChainAsync(string name, CancellationToken cancellationToken);
}
