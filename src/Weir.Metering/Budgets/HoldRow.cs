namespace Weir.Metering.Budgets;

/// <summary>A hold as it stands in the database.</summary>
public sealed record HoldRow
{
    public required string RequestId { get; init; }

    /// <summary>Number of the attempt; 0 = the request as a whole.</summary>
    public required int Attempt { get; init; }

    /// <summary>The machine that made it.</summary>
    public required string Node { get; init; }

    /// <summary>The process that made it.</summary>
    public required string Run { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it is given up, unless its process lives and moves this on.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Whether its amounts are held, or count as spent until the ledger, or a person, says what the attempt cost.</summary>
    public HoldState State { get; init; }

    public required IReadOnlyList<HoldShare> Shares { get; init; }
}
