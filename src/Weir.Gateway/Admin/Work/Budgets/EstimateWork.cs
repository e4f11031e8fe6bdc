using Weir.Gateway.Admin.Budgets;
using Weir.Gateway.Admin.Previews;
using Weir.Gateway.Money;
using Weir.Gateway.Pipeline;
using Weir.Gateway.Previews;
using Weir.Metering.Keys;
using Weir.Routing.Snapshots;

namespace Weir.Gateway.Admin.Work.Budgets;

/// <summary>Estimates of requests that are only thought of.</summary>
internal sealed class EstimateWork(ISnapshotSource snapshots, CostEstimator estimator, TimeProvider time)
{
    /// <summary>For whoever may ask for every model.</summary>
    public Task<CostEstimate> OfAsync(RouteQuestion question, CancellationToken cancellationToken) =>
        OfAsync(question, AskingKey.OfNobody(question.Models ?? [], time.GetUtcNow()), cancellationToken);

    /// <summary>For a key.</summary>
    /// <exception cref="AdminException">The question makes no request, or its model can't be had.</exception>
    public async Task<CostEstimate> OfAsync(RouteQuestion question, ClientKey key, CancellationToken cancellationToken)
    {
        using var context = await ThoughtRequest.CreateAsync(question, key, snapshots.Current, time.GetUtcNow(), cancellationToken);
        return Resolver.ResolveModel(context) is { } error ? throw new AdminException(AdminProblem.From(error)) : estimator.Of(context);
    }
}
