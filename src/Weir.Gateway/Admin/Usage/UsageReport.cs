namespace Weir.Gateway.Admin.Usage;

/// <summary>Sums over the ledger, by group and in all.</summary>
public sealed record UsageReport
{
    public required string By { get; init; }

    public string? Then { get; init; }

    public DateTimeOffset? Since { get; init; }

    public DateTimeOffset? Until { get; init; }

    /// <summary>Days and hours in their order; other groups the dearest first. Of runs the dearest thousand.</summary>
    public required IReadOnlyList<UsageLine> Rows { get; init; }

    /// <summary>Over all requests. Less than the rows' sum by tag, where a request counts on each of its tags; more by run, where those without one count too.</summary>
    public required UsageSums Totals { get; init; }

    /// <summary>False while requests of before the sums were kept are still being added: older ones may be missing.</summary>
    public bool IsComplete { get; init; } = true;
}

/// <summary>The sums of one group.</summary>
/// <param name="Group">What its requests have in common; null for those that have none.</param>
/// <param name="Name">The key's name, when grouped by key and it is known.</param>
/// <param name="Sums">The sums.</param>
public sealed record UsageLine(string? Group, string? Name, UsageSums Sums)
{
    /// <summary>The same by the second dimension; null without one.</summary>
    public string? Then { get; init; }

    /// <summary>As <see cref="Name"/>, of <see cref="Then"/>.</summary>
    public string? ThenName { get; init; }
}
