using Weir.Metering.Budgets.Windows;

namespace Weir.Metering.Budgets.Booking;

/// <summary>Where a budget stands, from its windows.</summary>
internal static class BookedState
{
    /// <param name="budget">The budget.</param>
    /// <param name="at">The moment.</param>
    /// <param name="windows">Its slices, in any order; older ones do no harm.</param>
    public static BudgetState Of(Budget budget, DateTimeOffset at, List<Window> windows)
    {
        var from = budget.Window.CountsFrom(at);
        var start = from.ToUnixTimeMilliseconds();
        var (spent, held) = (0L, 0L);
        var oldest = long.MaxValue;
        foreach (var window in windows)
        {
            // Slices of the future count too: a clock that was set back must not open the budget.
            if (window.StartsAt >= start && (window.Spent > 0 || window.Held > 0))
            {
                spent = Saturating.Add(spent, window.Spent);
                held = Saturating.Add(held, window.Held);
                oldest = Math.Min(oldest, window.StartsAt);
            }
        }

        return new BudgetState
        {
            Budget = budget,
            Window = budget.BookedIn(at) with { Start = from },
            Spent = spent,
            Held = held,
            ResetsAt = oldest == long.MaxValue ? null : DateTimeOffset.FromUnixTimeMilliseconds(oldest) + budget.Window.Slice + budget.Window.Length,
        };
    }

    /// <summary>Where a window that is no rolling one stands.</summary>
    public static BudgetState Of(Budget budget, in WindowSpan booked, long spent, long held) => new()
    {
        Budget = budget,
        Window = booked,
        Spent = spent,
        Held = held,
        ResetsAt = booked.End == DateTimeOffset.MaxValue ? null : booked.End,
    };
}
