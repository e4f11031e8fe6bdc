namespace Weir.Gateway.Admin.Settings;

/// <summary>What the gateway runs with. Every method throws <see cref="AdminException"/> when it refuses or can't.</summary>
public interface ISettingsAdmin
{
    /// <summary>Every setting with its source, and what the process stands on. Secrets are hidden.</summary>
    Task<SettingsReport> SettingsAsync(CancellationToken cancellationToken);

    /// <summary>Reads weir.yaml again, now. A file with errors is an answer, not an exception: what runs goes on.</summary>
    Task<ReloadReport> ReloadAsync(CancellationToken cancellationToken);

    /// <summary>What somebody who helps needs to know, without secrets and without people's names.</summary>
    Task<DiagnosticsReport> DiagnosticsAsync(CancellationToken cancellationToken);
}
