namespace Weir.Metering.Budgets.Booking;

/// <summary>Books that holds can be made on.</summary>
internal interface IBooks
{
    /// <summary>Where the budget stands at a moment.</summary>
    BudgetState State(Budget budget, DateTimeOffset at);

    /// <summary>Books a hold; what it needs was looked at before.</summary>
    /// <returns>False when the attempt has a hold already: then nothing is booked.</returns>
    bool TryHold(HoldRow hold);
}
