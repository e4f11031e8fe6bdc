namespace Weir.Gateway.Admin.Alerts;

/// <summary>Alerts. Every method throws <see cref="AdminException"/> when it refuses or can't.</summary>
public interface IAlertAdmin
{
    /// <summary>Alerts, the newest first.</summary>
    /// <param name="open">Only those that nobody acknowledged.</param>
    /// <param name="limit">How many at most, 1 to 1000.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlyList<AlertEntry>> ListAlertsAsync(bool open, int limit, CancellationToken cancellationToken);

    /// <summary>Notes that somebody knows of it.</summary>
    /// <param name="id">Which.</param>
    /// <param name="by">Who; null: whoever the key that asks belongs to.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<AlertEntry> AcknowledgeAlertAsync(string id, string? by, CancellationToken cancellationToken);

    /// <summary>Sends a test alert to every webhook and command, once.</summary>
    Task<IReadOnlyList<AlertTrial>> TestAlertsAsync(CancellationToken cancellationToken);
}
