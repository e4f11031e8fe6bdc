using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Usage;

namespace Weir.Admin;

/// <content>Usage.</content>
internal sealed partial class HttpAdmin
{
    public Task<UsageReport> UsageAsync(UsageQuestion question, CancellationToken cancellationToken) =>
        http.GetAsync(AdminRoutes.Usage.Template + AdminQuery.From(question), Json.UsageReport, cancellationToken);

    public Task<UsageOverTime> UsageOverTimeAsync(UsageTimeQuestion question, CancellationToken cancellationToken) =>
        http.GetAsync(AdminRoutes.UsageOverTime.Template + AdminQuery.From(question), Json.UsageOverTime, cancellationToken);

    public Task<UsageProjection> ProjectionAsync(string? timeZone, UsageFilters filters, CancellationToken cancellationToken) =>
        http.GetAsync(AdminRoutes.Projection.Template + AdminQuery.From(timeZone, filters), Json.UsageProjection, cancellationToken);
}
