using Weir.Gateway.Admin.Chains;

namespace Weir.Gateway.Admin.Work;

/// <content>Chains.</content>
internal sealed partial class GatewayAdmin
{
    public Task<IReadOnlyList<ChainEntry>> ListChainsAsync(CancellationToken cancellationToken) => chains.ListAsync(cancellationToken);

    public Task<ChainEntry> GetChainAsync(string name, CancellationToken cancellationToken) => chains.GetAsync(name, cancellationToken);

    public Task<ChainEntry> SetChainAsync(string name, ChainOrder order, CancellationToken cancellationToken) => chains.SetAsync(name, order, cancellationToken);

    public Task<ChainEntry> RemoveChainAsync(string name, CancellationToken cancellationToken) => chains.RemoveAsync(name, cancellationToken);
}
