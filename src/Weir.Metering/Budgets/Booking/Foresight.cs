namespace Weir.Metering.Budgets.Booking;

/// <summary>Counts how many requests would pass, by the decision that requests are refused by. Pure: it books nothing.</summary>
internal static class Foresight
{
    /// <summary>Thinks of so many requests.</summary>
    /// <param name="request">One of them.</param>
    /// <param name="likely">What each will likely cost in the end.</param>
    /// <param name="states">Where its budgets stand.</param>
    /// <param name="count">How many, 1 or more.</param>
    public static BudgetForecast Of(ReserveRequest request, in Charge likely, IReadOnlyList<BudgetState> states, int count)
    {
        var (output, worst, _) = Reserving.Decide(request, states);
        var (atOnce, refusal) = Count(request, states, count, static (state, amount) => state with { Held = Saturating.Add(state.Held, amount) }, null);
        var (inTurn, _) = Count(request, states, count, static (state, amount) => state with { Spent = Saturating.Add(state.Spent, amount) }, likely);
        return new BudgetForecast { Asked = count, AtOnce = atOnce, InTurn = inTurn, Output = output, Worst = worst, Refusal = refusal, States = states };
    }

    private static (int Passing, BudgetRefusal? Refusal) Count(ReserveRequest request, IReadOnlyList<BudgetState> states, int count, Func<BudgetState, long, BudgetState> book, Charge? cost)
    {
        var now = states.ToArray();
        for (var passing = 0; passing < count; passing++)
        {
            var (_, worst, refusal) = Reserving.Decide(request, now);
            if (refusal is not null)
            {
                return (passing, refusal);
            }

            for (var i = 0; i < now.Length; i++)
            {
                // What nobody can price counts on no budget in money, as in the books.
                now[i] = book(now[i], now[i].Budget.Amount(cost ?? worst) ?? 0);
            }
        }

        return (count, null);
    }
}
