using Weir.Gateway.Admin.Limits;
using Weir.Gateway.Admin.Work.Budgets;
using Weir.Gateway.Money;
using Weir.Metering.RateLimits;
using Weir.Routing.Snapshots;

namespace Weir.Gateway.Admin.Work.Limits;

/// <summary>The admin operations on rate limits.</summary>
internal sealed class LimitWork(ISnapshotSource snapshots, MoneyRules rules, RateLimitTable table, RateLimiter limiter, BudgetRefresh refresh)
{
    public async Task<IReadOnlyList<LimitEntry>> ListAsync(CancellationToken cancellationToken)
    {
        await refresh.RunAsync(cancellationToken);
        return [.. (await rules.LimitsAsync(snapshots.Current.Config, cancellationToken)).Select(Entry)];
    }

    public async Task<LimitEntry> SetAsync(LimitOrder order, CancellationToken cancellationToken)
    {
        var limit = new RateLimit { Subject = FileRules.SubjectOf("A rate limit", order.On), Requests = order.Rpm, Tokens = order.Tpm, Concurrent = order.Concurrent };
        FileRules.RefuseChange($"The rate limit of {limit.Subject}", Declared(limit.Subject.ToString()));
        await FileRules.SetAsync(() => table.SetAsync(limit, cancellationToken));
        await refresh.RunAsync(cancellationToken);
        return Entry(limit);
    }

    public async Task<LimitEntry> RemoveAsync(string on, CancellationToken cancellationToken)
    {
        FileRules.RefuseRemoval($"The rate limit of {on}", Declared(on));
        var known = (await table.ListAsync(cancellationToken)).FirstOrDefault(limit => limit.Subject.ToString() == on)
            ?? throw new AdminException(AdminProblem.NotFound($"There is no rate limit on \"{on}\".", "`weir limits list` shows all of them."));
        var entry = Entry(known);
        await table.RemoveAsync(known.Subject, cancellationToken);
        await refresh.RunAsync(cancellationToken);
        return entry;
    }

    private string? Declared(string on) => snapshots.Current.Config.RateLimits.FirstOrDefault(limit => limit.Subject.ToString() == on)?.Origin;

    private LimitEntry Entry(RateLimit limit)
    {
        var used = limiter.UseOf(limit.Subject);
        return new LimitEntry
        {
            On = limit.Subject.ToString(),
            Rpm = limit.Requests,
            Tpm = limit.Tokens,
            Concurrent = limit.Concurrent,
            UsedRequests = used.Requests,
            UsedTokens = used.Tokens,
            Running = used.Running,
            Origin = limit.Origin,
        };
    }
}
