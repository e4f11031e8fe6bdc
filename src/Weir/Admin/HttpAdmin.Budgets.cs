using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Budgets;
using Weir.Gateway.Admin.Previews;
using Weir.Gateway.Admin.Recommendations;

namespace Weir.Admin;

/// <content>Budgets and estimates.</content>
internal sealed partial class HttpAdmin
{
    public Task<IReadOnlyList<BudgetEntry>> ListBudgetsAsync(CancellationToken cancellationToken) =>
        http.GetAsync(AdminRoutes.Budgets.Template, Json.IReadOnlyListBudgetEntry, cancellationToken);

    public Task<BudgetEntry> SetBudgetAsync(BudgetOrder order, CancellationToken cancellationToken) =>
        http.SendAsync(AdminRoutes.SetBudget.Method, AdminRoutes.SetBudget.Template, order, Json.BudgetOrder, Json.BudgetEntry, cancellationToken);

    public Task<BudgetEntry> RemoveBudgetAsync(string id, CancellationToken cancellationToken) =>
        http.SendAsync(AdminRoutes.RemoveBudget.Method, AdminRoutes.RemoveBudget.PathFor(id), null, Json.BudgetEntry, cancellationToken);

    public Task<BudgetTrial> SimulateBudgetAsync(BudgetQuestion question, CancellationToken cancellationToken) =>
        http.SendAsync(AdminRoutes.SimulateBudget.Method, AdminRoutes.SimulateBudget.Template, question, Json.BudgetQuestion, Json.BudgetTrial, cancellationToken);

    public Task<BudgetCheckup> CheckBudgetsAsync(CancellationToken cancellationToken) =>
        http.GetAsync(AdminRoutes.BudgetHolds.Template, Json.BudgetCheckup, cancellationToken);

    public Task<HoldEntry> SettleHoldAsync(string requestId, HoldVerdict verdict, CancellationToken cancellationToken) =>
        http.SendAsync(AdminRoutes.SettleHold.Method, AdminRoutes.SettleHold.PathFor(requestId), verdict, Json.HoldVerdict, Json.HoldEntry, cancellationToken);

    public Task<CostEstimate> EstimateAsync(RouteQuestion question, CancellationToken cancellationToken) =>
        http.SendAsync(AdminRoutes.Estimate.Method, AdminRoutes.Estimate.Template, question, Json.RouteQuestion, Json.CostEstimate, cancellationToken);

    public Task<Recommendation> RecommendAsync(RecommendationQuestion question, CancellationToken cancellationToken) =>
        http.SendAsync(AdminRoutes.Recommend.Method, AdminRoutes.Recommend.Template, question, Json.RecommendationQuestion, Json.Recommendation, cancellationToken);
}
