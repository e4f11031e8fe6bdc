using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Settings;

namespace Weir.Admin;

/// <content>What the gateway runs with.</content>
internal sealed partial class HttpAdmin
{
    public Task<SettingsReport> SettingsAsync(CancellationToken cancellationToken) => http.GetAsync(AdminRoutes.Settings.Template, Json.SettingsReport, cancellationToken);

    public Task<ReloadReport> ReloadAsync(CancellationToken cancellationToken) => http.SendAsync(AdminRoutes.Reload.Method, AdminRoutes.Reload.Template, null, Json.ReloadReport, cancellationToken);

    public Task<DiagnosticsReport> DiagnosticsAsync(CancellationToken cancellationToken) => http.GetAsync(AdminRoutes.Diagnostics.Template, Json.DiagnosticsReport, cancellationToken);
}
