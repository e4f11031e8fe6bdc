using Weir.Metering.Prices;

namespace Weir.Metering.Budgets;

/// <summary>Asks for a hold before one attempt of a request is sent.</summary>
public sealed record ReserveRequest
{
    /// <summary>The request's id, as in the ledger.</summary>
    public required string RequestId { get; init; }

    /// <summary>Number of the attempt, as in the ledger: 1 for the first; 0 = the request as a whole.</summary>
    public required int Attempt { get; init; }

    /// <summary>When the request came in, as in the ledger: it decides on the windows.</summary>
    public required DateTimeOffset At { get; init; }

    public required RequestSubjects Subjects { get; init; }

    /// <summary>What it may cost.</summary>
    public required WorstCase Worst { get; init; }

    /// <summary>Output tokens that each answer may have.</summary>
    public long Output { get; init; }

    /// <summary>
    /// The fewest output tokens worth sending it for: where the budgets don't afford <see cref="Output"/>, the hold is made for what they do
    /// afford. Null = all or nothing, for a client that set its own limit.
    /// </summary>
    public long? LeastOutput { get; init; }

    /// <summary>True for what is spent already: it is booked whatever is left, so that the books stay true.</summary>
    public bool IsOwed { get; init; }

    /// <summary>How long to wait where other requests hold what this one needs: most of them use less than they hold.</summary>
    public TimeSpan Patience { get; init; }
}
