namespace Weir.Gateway.Admin.Budgets;

/// <summary>Every open hold, and what is wrong with the books.</summary>
/// <param name="Holds">The oldest first.</param>
/// <param name="Mismatches">Windows whose held amount is not the sum of their holds; empty when all is well.</param>
public sealed record BudgetCheckup(IReadOnlyList<HoldEntry> Holds, IReadOnlyList<MismatchEntry> Mismatches);

/// <summary>What is held for one attempt of a request.</summary>
public sealed record HoldEntry
{
    public required string RequestId { get; init; }

    /// <summary>1 for the first.</summary>
    public required int Attempt { get; init; }

    /// <summary>The machine.</summary>
    public required string Node { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Seconds since then.</summary>
    public required long AgeSeconds { get; init; }

    /// <summary>True when its process died and the ledger does not know the request: its amounts count as spent.</summary>
    public required bool Expired { get; init; }

    /// <summary>True when its request is over, and the provider may have billed it without telling how much: its amounts count as spent.</summary>
    public bool Uncertain { get; init; }

    public required IReadOnlyList<HoldPart> Shares { get; init; }
}

/// <summary>A hold's amount on one budget, in nano-dollars or tokens.</summary>
public sealed record HoldPart(string Budget, string Unit, long Amount);

/// <summary>A window whose books do not agree.</summary>
/// <param name="Budget">The budget.</param>
/// <param name="StartsAt">Start of the window.</param>
/// <param name="Held">What the window says.</param>
/// <param name="Holds">What its holds come to.</param>
public sealed record MismatchEntry(string Budget, DateTimeOffset StartsAt, long Held, long Holds);
