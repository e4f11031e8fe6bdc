namespace Weir.Metering.Budgets.Booking;

/// <summary>Decides about a request and makes its hold: on all its budgets, or on none.</summary>
/// <param name="options">The node, and how long its holds last.</param>
/// <param name="run">This process.</param>
internal sealed class HoldMaker(BudgetOptions options, string run)
{
    /// <summary>Makes a hold where it fits.</summary>
    /// <returns>The hold or the refusal; null when the attempt has a hold already.</returns>
    public ReserveOutcome? Make(IBooks books, ReserveRequest request, IReadOnlyList<Budget> budgets, DateTimeOffset now)
    {
        var states = new BudgetState[budgets.Count];
        for (var i = 0; i < states.Length; i++)
        {
            states[i] = books.State(budgets[i], request.At);
        }

        var (output, worst, refusal) = Reserving.Decide(request, states);
        if (refusal is not null)
        {
            return ReserveOutcome.Of(refusal);
        }

        var shares = new HoldShare[budgets.Count];
        for (var i = 0; i < shares.Length; i++)
        {
            var budget = budgets[i];
            var amount = budget.Amount(worst) ?? 0;
            shares[i] = new HoldShare(budget.Id, budget.BookedIn(request.At).Start.ToUnixTimeMilliseconds(), budget.Unit, amount);
            states[i] = states[i] with { Held = Saturating.Add(states[i].Held, amount) };
        }

        var hold = new HoldRow
        {
            RequestId = request.RequestId,
            Attempt = request.Attempt,
            Node = options.Node,
            Run = run,
            CreatedAt = now,
            ExpiresAt = now + options.HoldLease,
            Shares = shares,
        };
        return books.TryHold(hold)
            ? ReserveOutcome.Of(new Reservation(request.RequestId, request.Attempt, output, worst, shares, states))
            : null;
    }

    /// <summary>What a caller is told whose attempt has a hold already.</summary>
    public static InvalidOperationException Twice(ReserveRequest request) => new($"Attempt {request.Attempt} of {request.RequestId} has a hold already.");
}
