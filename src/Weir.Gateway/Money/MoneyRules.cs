using Weir.Metering.Budgets;
using Weir.Metering.Budgets.Definitions;
using Weir.Metering.RateLimits;
using Weir.Routing.Configuration;
using Weir.Storage;

namespace Weir.Gateway.Money;

/// <summary>
/// The budgets, rate limits and caps of runs that are to hold: those of weir.yaml, in its order, then those of the database. The file rules what it declares: of one id
/// (a budget's) or on one subject (a limit's, a cap's) only the file's count.
/// </summary>
internal sealed class MoneyRules(BudgetTable budgets, RateLimitTable limits, RunCapTable caps)
{
    /// <summary>A number that moves when one of the database changes.</summary>
    /// <exception cref="StorageException">The database can't be used.</exception>
    public Task<long> VersionAsync(CancellationToken cancellationToken) => budgets.VersionAsync(cancellationToken);

    /// <exception cref="StorageException">The database can't be used.</exception>
    public async Task<BudgetSet> BudgetsAsync(WeirConfig config, CancellationToken cancellationToken) =>
        new([.. config.Budgets, .. await budgets.ListAsync(cancellationToken)]);

    /// <exception cref="StorageException">The database can't be used.</exception>
    public async Task<IReadOnlyList<RateLimit>> LimitsAsync(WeirConfig config, CancellationToken cancellationToken) =>
        Together(config.RateLimits, await limits.ListAsync(cancellationToken), static limit => limit.Subject);

    /// <exception cref="StorageException">The database can't be used.</exception>
    public async Task<IReadOnlyList<RunCap>> CapsAsync(WeirConfig config, CancellationToken cancellationToken) =>
        Together(config.RunCaps, await caps.ListAsync(cancellationToken), static cap => cap.Subject);

    private static List<T> Together<T>(IReadOnlyList<T> declared, IReadOnlyList<T> set, Func<T, Subject> subjectOf)
    {
        var ruled = declared.Select(subjectOf).ToHashSet();
        return [.. declared, .. set.Where(rule => !ruled.Contains(subjectOf(rule)))];
    }
}
