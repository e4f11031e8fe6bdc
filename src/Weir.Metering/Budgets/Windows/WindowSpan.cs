namespace Weir.Metering.Budgets.Windows;

/// <summary>A stretch of time.</summary>
/// <param name="Start">Its first moment.</param>
/// <param name="End">The first moment after it; <see cref="DateTimeOffset.MaxValue"/> = none.</param>
public readonly record struct WindowSpan(DateTimeOffset Start, DateTimeOffset End)
{
    public bool Contains(DateTimeOffset at) => at >= Start && at < End;
}
