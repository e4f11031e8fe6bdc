using Weir.Gateway.Admin.Chains;
using Weir.Gateway.Admin.Work.Audit;

namespace Weir.Gateway.Admin.Work;

/// <content>Chains.</content>
internal sealed partial class GatewayAdmin
{
    public Task<IReadOnlyList<ChainEntry>> ListChainsAsync(CancellationToken cancellationToken) => chains.ListAsync(cancellationToken);

    public Task<ChainEntry> GetChainAsync(string name, CancellationToken cancellationToken) => chains.GetAsync(name, cancellationToken);

    public Task<ChainEntry> SetChainAsync(string name, ChainOrder order, CancellationToken cancellationToken) =>
        audit.AfterAsync(chains.SetAsync(name, order, cancellationToken), AuditNotes.ChainSet);

    public Task<ChainEntry> RemoveChainAsync(string name, CancellationToken cancellationToken) =>
        audit.AfterAsync(chains.RemoveAsync(name, cancellationToken), AuditNotes.ChainRemoved);
}
