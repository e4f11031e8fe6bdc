using Weir.Metering.Budgets;
using Weir.Metering.Prices;

namespace Weir.Gateway.Ingress.ServedQuotas;

/// <summary>What a client key has left, as its budgets say. Immutable.</summary>
internal sealed record KeyQuota
{
    /// <summary>Name of the key.</summary>
    public required string Key { get; init; }

    /// <summary>The budgets that every request of the key is on, the tightest first; those that only warn last.</summary>
    public required IReadOnlyList<BudgetState> Budgets { get; init; }

    /// <summary>What the key spent this calendar month, universal time; null where budgets tell more.</summary>
    public NanoDollars? SpentThisMonth { get; init; }

    /// <summary>Tokens of this calendar month; null where budgets tell more.</summary>
    public long? TokensThisMonth { get; init; }

    /// <summary>When this was read.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The budget that will refuse first; null when there is none in that unit.</summary>
    public BudgetState? Tightest(BudgetUnit unit) => Budgets.FirstOrDefault(state => state.Budget.Unit == unit);

    /// <summary>In the order of <see cref="Budgets"/>.</summary>
    public static IReadOnlyList<BudgetState> InOrder(IEnumerable<BudgetState> states) =>
        [.. states.OrderByDescending(static state => state.Budget.IsHard).ThenBy(static state => state.Left).ThenByDescending(static state => state.ResetsAt ?? DateTimeOffset.MaxValue)];
}
