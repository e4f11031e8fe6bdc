using Weir.Gateway.Admin.Settings;

namespace Weir.Gateway.Admin.Work;

/// <content>What the gateway runs with.</content>
internal sealed partial class GatewayAdmin
{
    public Task<SettingsReport> SettingsAsync(CancellationToken cancellationToken) => settings.ReadAsync(cancellationToken);

    public Task<ReloadReport> ReloadAsync(CancellationToken cancellationToken) => audit.AfterAsync(Task.FromResult(settings.Reload()));

    public Task<DiagnosticsReport> DiagnosticsAsync(CancellationToken cancellationToken) => diagnostics.GatherAsync(cancellationToken);
}
