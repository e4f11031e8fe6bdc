using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Limits;

namespace Weir.Admin;

/// <content>Rate limits and caps of runs.</content>
internal sealed partial class HttpAdmin
{
    public Task<IReadOnlyList<LimitEntry>> ListLimitsAsync(CancellationToken cancellationToken) =>
        http.GetAsync(AdminRoutes.Limits.Template, Json.IReadOnlyListLimitEntry, cancellationToken);

    public Task<LimitEntry> SetLimitAsync(LimitOrder order, CancellationToken cancellationToken) =>
        http.SendAsync(AdminRoutes.SetLimit.Method, AdminRoutes.SetLimit.Template, order, Json.LimitOrder, Json.LimitEntry, cancellationToken);

    public Task<LimitEntry> RemoveLimitAsync(string on, CancellationToken cancellationToken) =>
        http.SendAsync(AdminRoutes.RemoveLimit.Method, AdminRoutes.RemoveLimit.PathFor(on), null, Json.LimitEntry, cancellationToken);

    public Task<IReadOnlyList<RunCapEntry>> ListRunCapsAsync(CancellationToken cancellationToken) =>
        http.GetAsync(AdminRoutes.RunCaps.Template, Json.IReadOnlyListRunCapEntry, cancellationToken);

    public Task<RunCapEntry> SetRunCapAsync(RunCapOrder order, CancellationToken cancellationToken) =>
        http.SendAsync(AdminRoutes.SetRunCap.Method, AdminRoutes.SetRunCap.Template, order, Json.RunCapOrder, Json.RunCapEntry, cancellationToken);

    public Task<RunCapEntry> RemoveRunCapAsync(string on, CancellationToken cancellationToken) =>
        http.SendAsync(AdminRoutes.RemoveRunCap.Method, AdminRoutes.RemoveRunCap.PathFor(on), null, Json.RunCapEntry, cancellationToken);
}
