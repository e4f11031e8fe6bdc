using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Reconciling;

namespace Weir.Admin;

/// <content>Comparing with vendors' bills.</content>
internal sealed partial class HttpAdmin
{
    public Task<ReconcileReport> ReconcileAsync(ReconcileOrder order, CancellationToken cancellationToken) =>
        http.SendAsync(AdminRoutes.Reconcile.Method, AdminRoutes.Reconcile.Template, order, Json.ReconcileOrder, Json.ReconcileReport, cancellationToken);
}
