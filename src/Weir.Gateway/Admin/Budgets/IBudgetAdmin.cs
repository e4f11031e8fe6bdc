using Weir.Gateway.Admin.Previews;
using Weir.Gateway.Admin.Recommendations;

namespace Weir.Gateway.Admin.Budgets;

/// <summary>Budgets, and what requests would cost. Every method throws <see cref="AdminException"/> when it refuses or can't.</summary>
public interface IBudgetAdmin
{
    /// <summary>All budgets in force: those of weir.yaml first, in its order.</summary>
    Task<IReadOnlyList<BudgetEntry>> ListBudgetsAsync(CancellationToken cancellationToken);

    /// <summary>Sets a budget, or changes the one with its id; what was spent stays spent. When it returns, it holds.</summary>
    Task<BudgetEntry> SetBudgetAsync(BudgetOrder order, CancellationToken cancellationToken);

    /// <summary>Removes a budget that was set by command or in the console.</summary>
    /// <param name="id">As listed.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<BudgetEntry> RemoveBudgetAsync(string id, CancellationToken cancellationToken);

    /// <summary>Tells how many requests of one size would pass the budgets as they stand, without sending or holding anything.</summary>
    Task<BudgetTrial> SimulateBudgetAsync(BudgetQuestion question, CancellationToken cancellationToken);

    /// <summary>Shows every open hold, and checks the books.</summary>
    Task<BudgetCheckup> CheckBudgetsAsync(CancellationToken cancellationToken);

    /// <summary>Says what a hold that counts as spent really cost. Returns the hold as it was.</summary>
    /// <param name="requestId">Its request.</param>
    /// <param name="verdict">What it cost.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<HoldEntry> SettleHoldAsync(string requestId, HoldVerdict verdict, CancellationToken cancellationToken);

    /// <summary>Tells what a request would cost, without sending it.</summary>
    Task<CostEstimate> EstimateAsync(RouteQuestion question, CancellationToken cancellationToken);

    /// <summary>Recommends models for a task, by price, ability and the ledger's own experience.</summary>
    Task<Recommendation> RecommendAsync(RecommendationQuestion question, CancellationToken cancellationToken);
}
