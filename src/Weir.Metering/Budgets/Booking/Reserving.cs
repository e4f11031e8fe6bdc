using Weir.Metering.Prices;

namespace Weir.Metering.Budgets.Booking;

/// <summary>Decides whether a request fits all its budgets, and for how much output. Pure: it books nothing.</summary>
internal static class Reserving
{
    /// <summary>The output tokens that fit and what they cost at worst; or the refusal.</summary>
    public static (long Output, Charge Worst, BudgetRefusal? Refusal) Decide(ReserveRequest request, IReadOnlyList<BudgetState> states)
    {
        var worst = request.Worst.At(request.Output);
        if (request.IsOwed || Refusal(states, worst) is not { } refusal)
        {
            return (request.Output, worst, null);
        }

        if (request.LeastOutput is not { } least || refusal.Reason == RefusalReason.Unpriced)
        {
            return (0, worst, refusal);
        }

        var output = Math.Min(request.Output, Affordable(request.Worst, states));
        return output >= least
            ? (output, request.Worst.At(output), null)
            : (0, worst, Refusal(states, request.Worst.At(Math.Min(least, request.Output))) ?? refusal);
    }

    private static BudgetRefusal? Refusal(IReadOnlyList<BudgetState> states, in Charge worst)
    {
        BudgetRefusal? refusal = null;
        for (var i = 0; i < states.Count; i++)
        {
            var state = states[i];
            if (!state.Budget.IsHard)
            {
                continue;
            }

            if (state.Budget.Amount(worst) is not { } amount)
            {
                return new BudgetRefusal(RefusalReason.Unpriced, state, null);
            }

            if (amount > state.Left && (refusal is null || ResetsLater(state, refusal.State)))
            {
                refusal = new BudgetRefusal(RefusalReason.Exceeded, state, amount);
            }
        }

        return refusal;
    }

    private static bool ResetsLater(BudgetState one, BudgetState other) =>
        (one.ResetsAt ?? DateTimeOffset.MaxValue) > (other.ResetsAt ?? DateTimeOffset.MaxValue);

    private static long Affordable(WorstCase worst, IReadOnlyList<BudgetState> states) => worst.OutputWithin(
        Least(states, BudgetUnit.Usd) is { } nano ? new NanoDollars(nano) : null, Least(states, BudgetUnit.Tokens));

    private static long? Least(IReadOnlyList<BudgetState> states, BudgetUnit unit)
    {
        long? least = null;
        for (var i = 0; i < states.Count; i++)
        {
            if (states[i].Budget.IsHard && states[i].Budget.Unit == unit)
            {
                least = Math.Min(least ?? long.MaxValue, states[i].Left);
            }
        }

        return least;
    }
}
