namespace Weir.Metering.Alerts;

/// <summary>What people are told of.</summary>
public static class AlertKinds
{
    /// <summary>A budget came to its share for warnings.</summary>
    public const string BudgetThreshold = "budget_threshold";

    /// <summary>A hard budget is used up, or refused a request.</summary>
    public const string BudgetReached = "budget_reached";

    /// <summary>A run came to its soft cap.</summary>
    public const string RunSoftCap = "run_soft_cap";

    /// <summary>Little is left of what an upstream gives.</summary>
    public const string QuotaLow = "quota_low";

    /// <summary>A person must sign in again.</summary>
    public const string ConnectionSignedOut = "connection_signed_out";

    /// <summary>A connection fails so often that requests keep away from it.</summary>
    public const string ConnectionError = "connection_error";

    /// <summary>What <c>weir alerts test</c> sends.</summary>
    public const string Test = "test";

    /// <summary>Those that channels can be chosen for; a test goes to all.</summary>
    public static IReadOnlyList<string> All { get; } = [BudgetThreshold, BudgetReached, RunSoftCap, QuotaLow, ConnectionSignedOut, ConnectionError];
}
