namespace Weir.Metering.Budgets;

/// <summary>The books' knobs.</summary>
public sealed record BudgetOptions
{
    /// <summary>Name of this machine among those that share the database. What an earlier process of the same name left open is settled at start.</summary>
    public string Node { get; init; } = "local";

    /// <summary>True where several processes book on one database: then each booking is a transaction. False where this one owns the books.</summary>
    public bool IsShared { get; init; }

    /// <summary>How long a hold outlives its process before another one gives it up. Moved on by a quarter of it at a time.</summary>
    public TimeSpan HoldLease { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a hold that counts as spent may be corrected; then its row goes, and what it counted stays spent.</summary>
    public TimeSpan KeepCounted { get; init; } = TimeSpan.FromDays(100);

    /// <summary>How often a request that waits looks whether another process has let go of something.</summary>
    public TimeSpan WakeInterval { get; init; } = TimeSpan.FromMilliseconds(25);

    /// <summary>How long the settlement of a request waits for company in its transaction.</summary>
    public TimeSpan SettleWithin { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>The most requests in one transaction.</summary>
    public int BatchSize { get; init; } = 256;
}
