namespace Weir.Metering.Budgets;

/// <summary>Sums that stop at the largest number. A hostile count must neither throw where requests end nor wrap around and open a budget.</summary>
internal static class Saturating
{
    /// <summary>The sum of two amounts, neither below zero.</summary>
    public static long Add(long left, long right) => left > long.MaxValue - right ? long.MaxValue : left + right;

    /// <summary>The difference, at least zero.</summary>
    public static long Subtract(long left, long right) => left <= right ? 0 : left - right;
}
