namespace Weir.Metering.Budgets.Booking;

/// <summary>A row of <c>budget_windows</c> within a transaction.</summary>
internal sealed class Window(string budgetId, long startsAt, long spent, long held, bool isNew)
{
    public string BudgetId => budgetId;

    public long StartsAt => startsAt;

    public long Spent { get; private set; } = spent;

    public long Held { get; private set; } = held;

    public bool IsNew => isNew;

    public bool IsChanged { get; private set; }

    public void Hold(long amount)
    {
        Held = Saturating.Add(Held, amount);
        IsChanged = true;
    }

    public void Unhold(long amount)
    {
        Held = Saturating.Subtract(Held, amount);
        IsChanged = true;
    }

    public void Spend(long amount)
    {
        Spent = Saturating.Add(Spent, amount);
        IsChanged = true;
    }

    public void Unspend(long amount)
    {
        Spent = Saturating.Subtract(Spent, amount);
        IsChanged = true;
    }
}
