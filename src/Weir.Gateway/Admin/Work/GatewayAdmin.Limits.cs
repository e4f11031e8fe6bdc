using Weir.Gateway.Admin.Limits;
using Weir.Gateway.Admin.Work.Audit;

namespace Weir.Gateway.Admin.Work;

/// <content>Rate limits and caps of runs.</content>
internal sealed partial class GatewayAdmin
{
    public Task<IReadOnlyList<LimitEntry>> ListLimitsAsync(CancellationToken cancellationToken) => limits.ListAsync(cancellationToken);

    public async Task<LimitEntry> SetLimitAsync(LimitOrder order, CancellationToken cancellationToken)
    {
        var before = await limits.ListAsync(cancellationToken);
        return await audit.AfterAsync(limits.SetAsync(order, cancellationToken), set => AuditNotes.LimitSet(before.FirstOrDefault(entry => entry.On == set.On), set));
    }

    public Task<LimitEntry> RemoveLimitAsync(string on, CancellationToken cancellationToken) => audit.AfterAsync(limits.RemoveAsync(on, cancellationToken), AuditNotes.LimitRemoved);

    public Task<IReadOnlyList<RunCapEntry>> ListRunCapsAsync(CancellationToken cancellationToken) => caps.ListAsync(cancellationToken);

    public async Task<RunCapEntry> SetRunCapAsync(RunCapOrder order, CancellationToken cancellationToken)
    {
        var before = await caps.ListAsync(cancellationToken);
        return await audit.AfterAsync(caps.SetAsync(order, cancellationToken), set => AuditNotes.RunCapSet(before.FirstOrDefault(entry => entry.On == set.On), set));
    }

    public Task<RunCapEntry> RemoveRunCapAsync(string on, CancellationToken cancellationToken) => audit.AfterAsync(caps.RemoveAsync(on, cancellationToken), AuditNotes.RunCapRemoved);
}
