namespace Weir.Metering.Budgets;

/// <summary>A hold on budgets. Settle or release it once; a second time does nothing.</summary>
public sealed class Reservation
{
    private int _ended;

    internal Reservation(string requestId, int attempt, long output, Charge worst, IReadOnlyList<HoldShare> shares, IReadOnlyList<BudgetState> states)
    {
        RequestId = requestId;
        Attempt = attempt;
        Output = output;
        Worst = worst;
        Shares = shares;
        States = states;
    }

    public string RequestId { get; }

    public int Attempt { get; }

    /// <summary>Output tokens that each answer may have: what was asked for, or less where the budgets don't afford that.</summary>
    public long Output { get; }

    /// <summary>What is held.</summary>
    public Charge Worst { get; }

    /// <summary>The budgets that hold, with this hold in them; empty when there are none. For headers.</summary>
    public IReadOnlyList<BudgetState> States { get; }

    internal IReadOnlyList<HoldShare> Shares { get; }

    internal bool TryEnd() => Interlocked.Exchange(ref _ended, 1) == 0;
}
