using Weir.Gateway.Admin.Reconciling;

namespace Weir.Gateway.Admin.Work;

/// <content>Comparing with vendors' bills.</content>
internal sealed partial class GatewayAdmin
{
    public Task<ReconcileReport> ReconcileAsync(ReconcileOrder order, CancellationToken cancellationToken) => reconciling.CompareAsync(order, cancellationToken);
}
