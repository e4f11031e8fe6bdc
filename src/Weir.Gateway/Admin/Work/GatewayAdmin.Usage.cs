using Weir.Gateway.Admin.Usage;

namespace Weir.Gateway.Admin.Work;

/// <content>Usage.</content>
internal sealed partial class GatewayAdmin
{
    public Task<UsageReport> UsageAsync(UsageQuestion question, CancellationToken cancellationToken) => usages.UsageAsync(question, cancellationToken);

    public Task<UsageOverTime> UsageOverTimeAsync(UsageTimeQuestion question, CancellationToken cancellationToken) => usages.UsageOverTimeAsync(question, cancellationToken);

    public Task<UsageProjection> ProjectionAsync(string? timeZone, UsageFilters filters, CancellationToken cancellationToken) =>
        usages.ProjectionAsync(timeZone, filters, cancellationToken);
}
