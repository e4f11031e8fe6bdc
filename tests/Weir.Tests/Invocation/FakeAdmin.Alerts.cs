using Weir.Gateway.Admin.Alerts;

namespace Weir.Tests.Invocation;

/// <content>One alert, of which one channel was told.</content>
internal sealed partial class FakeAdmin
{
    private static readonly AlertEntry NearlySpent = new()
    {
        Id = "alert_1",
        Kind = "budget_threshold",
        Subject = "key:ci/monthly/usd",
        Message = "The budget key:ci/monthly/usd is at $18.50 of $20.",
        Facts = """{"budget":"key:ci/monthly/usd"}""",
        RaisedAt = FixedTime.Now,
        Deliveries = [new("webhook:ops", "sent", 1, null), new("command:desk", "waiting", 2, "it ended with code 1")],
    };

    public Task<IReadOnlyList<AlertEntry>> ListAlertsAsync(bool open, int limit, CancellationToken cancellationToken) => Give<IReadOnlyList<AlertEntry>>([NearlySpent], open);

    public Task<AlertEntry> AcknowledgeAlertAsync(string id, string? by, CancellationToken cancellationToken) => Give(NearlySpent with { Id = id, AcknowledgedAt = FixedTime.Now, AcknowledgedBy = "ops" }, id);

    public Task<IReadOnlyList<AlertTrial>> TestAlertsAsync(CancellationToken cancellationToken) => Give<IReadOnlyList<AlertTrial>>(
        [new("webhook:ops", true, null), new("command:desk", TestsSucceed, TestsSucceed ? null : "it ended with code 1")]);
}
