namespace Weir.Gateway.Admin;

/// <summary>Sums over the ledger, by group and in all.</summary>
public sealed record UsageReport
{
    public required string By { get; init; }

    public DateTimeOffset? Since { get; init; }

    public DateTimeOffset? Until { get; init; }

    /// <summary>Days in their order; other groups the dearest first.</summary>
    public required IReadOnlyList<UsageLine> Rows { get; init; }

    public required UsageSums Totals { get; init; }
}

/// <summary>The sums of one group.</summary>
/// <param name="Group">What its requests have in common; null for those that have none.</param>
/// <param name="Name">The key's name, when grouped by key and it is known.</param>
/// <param name="Sums">The sums.</param>
public sealed record UsageLine(string? Group, string? Name, UsageSums Sums);
