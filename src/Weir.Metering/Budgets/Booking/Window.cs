namespace Weir.Metering.Budgets.Booking;

/// <summary>A row of <c>budget_windows</c>, and what bookings do to it.</summary>
internal sealed class Window(string budgetId, long startsAt, long spent, long held, bool isNew)
{
    public string BudgetId => budgetId;

    public long StartsAt => startsAt;

    public long Spent { get; private set; } = spent;

    public long Held { get; private set; } = held;

    public bool IsNew => isNew;

    public bool IsChanged { get; private set; }

    /// <summary>Holds a share.</summary>
    public void Hold(in HoldShare share) => Set(Spent, Saturating.Add(Held, share.Amount));

    /// <summary>Replaces a share that is held by what it really came to.</summary>
    public void Settle(in HoldShare share, in Charge real) => Set(Saturating.Add(Spent, share.Real(real)), Saturating.Subtract(Held, share.Amount));

    /// <summary>Counts a share that is held as spent.</summary>
    public void Count(in HoldShare share) => Set(Saturating.Add(Spent, share.Amount), Saturating.Subtract(Held, share.Amount));

    /// <summary>Replaces a share that counts as spent by what it really came to.</summary>
    public void Correct(in HoldShare share, in Charge real) => Set(Saturating.Add(Saturating.Subtract(Spent, share.Amount), share.Real(real)), Held);

    public void Spend(long amount) => Set(Saturating.Add(Spent, amount), Held);

    private void Set(long spent, long held)
    {
        (Spent, Held) = (spent, held);
        IsChanged = true;
    }
}
