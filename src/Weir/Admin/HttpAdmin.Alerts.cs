using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Alerts;

namespace Weir.Admin;

/// <content>Alerts.</content>
internal sealed partial class HttpAdmin
{
    public Task<IReadOnlyList<AlertEntry>> ListAlertsAsync(bool open, int limit, CancellationToken cancellationToken) => http.GetAsync(
        AdminRoutes.Alerts.Template + AdminQuery.Build(("open", open ? "true" : null), ("limit", limit.ToString(System.Globalization.CultureInfo.InvariantCulture))), Json.IReadOnlyListAlertEntry, cancellationToken);

    public Task<AlertEntry> AcknowledgeAlertAsync(string id, string? by, CancellationToken cancellationToken) =>
        http.SendAsync(AdminRoutes.AcknowledgeAlert.Method, AdminRoutes.AcknowledgeAlert.PathFor(id), null, Json.AlertEntry, cancellationToken);

    public Task<IReadOnlyList<AlertTrial>> TestAlertsAsync(CancellationToken cancellationToken) =>
        http.SendAsync(AdminRoutes.TestAlerts.Method, AdminRoutes.TestAlerts.Template, null, Json.IReadOnlyListAlertTrial, cancellationToken);
}
