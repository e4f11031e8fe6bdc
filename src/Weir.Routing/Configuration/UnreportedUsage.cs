namespace Weir.Routing.Configuration;

/// <summary>What an attempt counts as on budgets that an upstream may bill, but never told the usage of.</summary>
public enum UnreportedUsage
{
    /// <summary>All that was held for it: a hard budget is kept whatever the upstream bills.</summary>
    Worst,

    /// <summary>The ledger's estimate: less is refused in vain, and the bill may come out above the budget.</summary>
    Estimate,
}
