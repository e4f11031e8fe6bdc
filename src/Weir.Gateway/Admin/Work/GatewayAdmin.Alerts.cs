using Weir.Gateway.Admin.Alerts;

namespace Weir.Gateway.Admin.Work;

/// <content>Alerts.</content>
internal sealed partial class GatewayAdmin
{
    public Task<IReadOnlyList<AlertEntry>> ListAlertsAsync(bool open, int limit, CancellationToken cancellationToken) => alerts.ListAsync(open, limit, cancellationToken);

    public Task<AlertEntry> AcknowledgeAlertAsync(string id, string? by, CancellationToken cancellationToken) => alerts.AcknowledgeAsync(id, by ?? "local", cancellationToken);

    public Task<IReadOnlyList<AlertTrial>> TestAlertsAsync(CancellationToken cancellationToken) => alerts.TestAsync(cancellationToken);
}
