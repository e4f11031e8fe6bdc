namespace Weir.Metering.Budgets.Definitions;

/// <summary>A budget, a rate limit or a cap can't be as it was asked for.</summary>
public sealed class RuleRefusedException(string message, string action) : Exception(message)
{
    /// <summary>What to do about it, as an imperative sentence.</summary>
    public string Action { get; } = action;
}
