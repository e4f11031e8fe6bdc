namespace Weir.Metering.Budgets;

/// <summary>What a budget counts.</summary>
public enum BudgetUnit
{
    Unknown = 0,

    /// <summary>Nano-dollars: billionths of a US dollar.</summary>
    Usd,

    /// <summary>Tokens, input and output together.</summary>
    Tokens,
}
