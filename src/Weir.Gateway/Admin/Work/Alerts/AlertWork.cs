using Weir.Gateway.Admin.Alerts;
using Weir.Gateway.Alerts;
using Weir.Gateway.Audit;
using Weir.Metering.Alerts;

namespace Weir.Gateway.Admin.Work.Alerts;

/// <summary>The admin operations on alerts.</summary>
internal sealed class AlertWork(AlertTable table, AlertChannels channels, AuditLog audit, TimeProvider time)
{
    public async Task<IReadOnlyList<AlertEntry>> ListAsync(bool open, int limit, CancellationToken cancellationToken)
    {
        var alerts = await table.ListAsync(open, limit, cancellationToken);
        var deliveries = await table.DeliveriesAsync([.. alerts.Select(static alert => alert.Id)], cancellationToken);
        return [.. alerts.Select(alert => Entry(alert, deliveries[alert.Id]))];
    }

    public async Task<AlertEntry> AcknowledgeAsync(string id, string by, CancellationToken cancellationToken)
    {
        if (await table.AcknowledgeAsync(id, by, cancellationToken))
        {
            audit.Note(new AuditNote { Kind = AuditKinds.AlertAcknowledged, Subject = id });
            await audit.FlushAsync(CancellationToken.None);
        }

        var alert = await table.FindAsync(id, cancellationToken) ?? throw new AdminException(AdminProblem.NotFound($"There is no alert \"{id}\".", "`weir alerts list` shows all of them."));
        return Entry(alert, (await table.DeliveriesAsync([id], cancellationToken))[id]);
    }

    public async Task<IReadOnlyList<AlertTrial>> TestAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var alert = new Alert { Id = "alert_test", Kind = AlertKinds.Test, Subject = "test", Message = "This is a test of Weir's alerts.", Facts = "{}", RaisedAt = now };
        var trials = channels.All.Select(async channel =>
        {
            var outcome = await channels.SendAsync(new AlertDelivery("msg_" + Guid.CreateVersion7(now).ToString("n"), channel, 1, alert), cancellationToken);
            return new AlertTrial(channel, outcome.Problem is null, outcome.Problem);
        });
        return await Task.WhenAll(trials);
    }

    private static AlertEntry Entry(Alert alert, IEnumerable<DeliveryState> deliveries) => new()
    {
        Id = alert.Id,
        Kind = alert.Kind,
        Subject = alert.Subject,
        Message = alert.Message,
        Facts = alert.Facts,
        RaisedAt = alert.RaisedAt,
        AcknowledgedAt = alert.AcknowledgedAt,
        AcknowledgedBy = alert.AcknowledgedBy,
        Deliveries = [.. deliveries.Select(static delivery => new AlertDeliveryEntry(delivery.Channel, delivery.State, delivery.Tries, delivery.Problem))],
    };
}
