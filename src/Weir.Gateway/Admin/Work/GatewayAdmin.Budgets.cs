using Weir.Gateway.Admin.Budgets;
using Weir.Gateway.Admin.Previews;

namespace Weir.Gateway.Admin.Work;

/// <content>Budgets and estimates.</content>
internal sealed partial class GatewayAdmin
{
    public Task<IReadOnlyList<BudgetEntry>> ListBudgetsAsync(CancellationToken cancellationToken) => budgets.ListAsync(cancellationToken);

    public Task<BudgetEntry> SetBudgetAsync(BudgetOrder order, CancellationToken cancellationToken) => budgets.SetAsync(order, cancellationToken);

    public Task<BudgetEntry> RemoveBudgetAsync(string id, CancellationToken cancellationToken) => budgets.RemoveAsync(id, cancellationToken);

    public Task<BudgetCheckup> CheckBudgetsAsync(CancellationToken cancellationToken) => holds.CheckAsync(cancellationToken);

    public Task<HoldEntry> SettleHoldAsync(string requestId, HoldVerdict verdict, CancellationToken cancellationToken) => holds.SettleAsync(requestId, verdict, cancellationToken);

    public Task<CostEstimate> EstimateAsync(RouteQuestion question, CancellationToken cancellationToken) => estimates.OfAsync(question, cancellationToken);
}
