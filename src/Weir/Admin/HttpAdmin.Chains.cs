using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Chains;

namespace Weir.Admin;

/// <content>Chains.</content>
internal sealed partial class HttpAdmin
{
    public Task<IReadOnlyList<ChainEntry>> ListChainsAsync(CancellationToken cancellationToken) =>
        http.GetAsync(AdminRoutes.Chains.Template, Json.IReadOnlyListChainEntry, cancellationToken);

    public Task<ChainEntry> GetChainAsync(string name, CancellationToken cancellationToken) =>
        http.GetAsync(AdminRoutes.Chain.PathFor(name), Json.ChainEntry, cancellationToken);

    public Task<ChainEntry> SetChainAsync(string name, ChainOrder order, CancellationToken cancellationToken) =>
        http.SendAsync(AdminRoutes.SetChain.Method, AdminRoutes.SetChain.PathFor(name), order, Json.ChainOrder, Json.ChainEntry, cancellationToken);

    public Task<ChainEntry> RemoveChainAsync(string name, CancellationToken cancellationToken) =>
        http.SendAsync(AdminRoutes.RemoveChain.Method, AdminRoutes.RemoveChain.PathFor(name), null, Json.ChainEntry, cancellationToken);
}
