using Weir.Gateway.Admin.Budgets;
using Weir.Gateway.Admin.Previews;
using Weir.Gateway.Admin.Recommendations;
using Weir.Gateway.Admin.Work.Audit;

namespace Weir.Gateway.Admin.Work;

/// <content>Budgets and estimates.</content>
internal sealed partial class GatewayAdmin
{
    public Task<IReadOnlyList<BudgetEntry>> ListBudgetsAsync(CancellationToken cancellationToken) => budgets.ListAsync(cancellationToken);

    public async Task<BudgetEntry> SetBudgetAsync(BudgetOrder order, CancellationToken cancellationToken)
    {
        var before = await budgets.ListAsync(cancellationToken);
        return await audit.AfterAsync(budgets.SetAsync(order, cancellationToken), set => AuditNotes.BudgetSet(before.FirstOrDefault(entry => entry.Id == set.Id), set));
    }

    public Task<BudgetEntry> RemoveBudgetAsync(string id, CancellationToken cancellationToken) => audit.AfterAsync(budgets.RemoveAsync(id, cancellationToken), AuditNotes.BudgetRemoved);

    public Task<BudgetTrial> SimulateBudgetAsync(BudgetQuestion question, CancellationToken cancellationToken) => trials.OfAsync(question, cancellationToken);

    public Task<BudgetCheckup> CheckBudgetsAsync(CancellationToken cancellationToken) => holds.CheckAsync(cancellationToken);

    public Task<HoldEntry> SettleHoldAsync(string requestId, HoldVerdict verdict, CancellationToken cancellationToken) =>
        audit.AfterAsync(holds.SettleAsync(requestId, verdict, cancellationToken), hold => AuditNotes.HoldSettled(hold, verdict));

    public Task<CostEstimate> EstimateAsync(RouteQuestion question, CancellationToken cancellationToken) => estimates.OfAsync(question, cancellationToken);

    public Task<Recommendation> RecommendAsync(RecommendationQuestion question, CancellationToken cancellationToken) => recommender.OfAsync(question, cancellationToken);
}
