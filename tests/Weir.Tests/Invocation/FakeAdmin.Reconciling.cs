using Weir.Gateway.Admin.Reconciling;

namespace Weir.Tests.Invocation;

/// <content>A bill that agrees, or differs on one day.</content>
internal sealed partial class FakeAdmin
{
    /// <summary>The one difference there is; null = none.</summary>
    public DayDifferenceEntry? Difference { get; set; }

    public Task<ReconcileReport> ReconcileAsync(ReconcileOrder order, CancellationToken cancellationToken) => Give(
        new ReconcileReport
        {
            Connections = [order.Connection ?? order.Provider ?? ""],
            Since = order.Since ?? FixedTime.Now.AddDays(-1),
            Until = order.Until ?? FixedTime.Now,
            Agrees = Difference is null,
            Rows = order.Rows.Count,
            DaysThatAgree = 1,
            Days = Difference is null ? [] : [Difference],
            Requests = [],
        },
        order);
}
