using Weir.Gateway.Admin.Limits;
using Weir.Gateway.Admin.Work.Budgets;
using Weir.Gateway.Money;
using Weir.Metering.Budgets;
using Weir.Metering.Budgets.Definitions;
using Weir.Routing.Snapshots;

namespace Weir.Gateway.Admin.Work.Limits;

/// <summary>The admin operations on caps of runs.</summary>
internal sealed class RunCapWork(ISnapshotSource snapshots, MoneyRules rules, RunCapTable table, BudgetRefresh refresh)
{
    public async Task<IReadOnlyList<RunCapEntry>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await rules.CapsAsync(snapshots.Current.Config, cancellationToken)).Select(Entry)];

    public async Task<RunCapEntry> SetAsync(RunCapOrder order, CancellationToken cancellationToken)
    {
        var cap = new RunCap(FileRules.SubjectOf("A cap", order.On), order.SoftTokens, order.HardTokens);
        FileRules.RefuseChange($"The cap on runs of {cap.Subject}", Declared(cap.Subject.ToString()));
        await FileRules.SetAsync(() => table.SetAsync(cap, cancellationToken));
        await refresh.RunAsync(cancellationToken);
        return Entry(cap);
    }

    public async Task<RunCapEntry> RemoveAsync(string on, CancellationToken cancellationToken)
    {
        FileRules.RefuseRemoval($"The cap on runs of {on}", Declared(on));
        var known = (await table.ListAsync(cancellationToken)).FirstOrDefault(cap => cap.Subject.ToString() == on)
            ?? throw new AdminException(AdminProblem.NotFound($"There is no cap on runs of \"{on}\".", "`weir caps list` shows all of them."));
        await table.RemoveAsync(known.Subject, cancellationToken);
        await refresh.RunAsync(cancellationToken);
        return Entry(known);
    }

    private string? Declared(string on) => snapshots.Current.Config.RunCaps.FirstOrDefault(cap => cap.Subject.ToString() == on)?.Origin;

    private static RunCapEntry Entry(RunCap cap) => new() { On = cap.Subject.ToString(), SoftTokens = cap.SoftTokens, HardTokens = cap.HardTokens, Origin = cap.Origin };
}
