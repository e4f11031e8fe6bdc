namespace Weir.Gateway.Admin.Usage;

/// <summary>What is asked over time.</summary>
/// <param name="Interval"><c>day</c> or <c>hour</c>.</param>
/// <param name="Since">From this moment on; null = from the first request.</param>
/// <param name="Until">Before this moment; null = to now.</param>
public sealed record UsageTimeQuestion(string Interval, DateTimeOffset? Since = null, DateTimeOffset? Until = null)
{
    /// <summary>The most lines beside the rest.</summary>
    public const int MostLines = 50;

    /// <summary>The values of <see cref="Interval"/>.</summary>
    public static IReadOnlyList<string> Intervals { get; } = ["day", "hour"];

    /// <summary>A line for each value of this dimension; null for one line.</summary>
    public string? By { get; init; }

    /// <summary>So many lines of the dearest values, 1 to <see cref="MostLines"/>, and one for the rest.</summary>
    public int Top { get; init; } = 8;

    /// <summary>Where days begin: an IANA name; null = UTC. Hours are those of UTC.</summary>
    public string? TimeZone { get; init; }

    public UsageFilters Filters { get; init; } = UsageFilters.None;
}

/// <summary>Sums over time.</summary>
public sealed record UsageOverTime
{
    public required string Interval { get; init; }

    public string? By { get; init; }

    public required string TimeZone { get; init; }

    /// <summary>When each span begins, in the zone's time.</summary>
    public required IReadOnlyList<DateTimeOffset> Starts { get; init; }

    /// <summary>The dearest first, the rest last; each has as many points as there are spans.</summary>
    public required IReadOnlyList<UsageTimeLine> Lines { get; init; }

    /// <summary>As <see cref="UsageReport.IsComplete"/>.</summary>
    public bool IsComplete { get; init; } = true;
}

/// <summary>One line.</summary>
/// <param name="Group">What its requests have in common; null for those that have none, and for the rest.</param>
/// <param name="Name">The key's name, by key and where it is known.</param>
/// <param name="IsRest">True for everything that has no line of its own.</param>
/// <param name="Points">By span.</param>
public sealed record UsageTimeLine(string? Group, string? Name, bool IsRest, IReadOnlyList<UsagePoint> Points);

/// <summary>One span of a line.</summary>
/// <param name="Requests">How many.</param>
/// <param name="Failed">How many of them failed.</param>
/// <param name="InputTokens">Cached ones included.</param>
/// <param name="OutputTokens">Reasoning included.</param>
/// <param name="CostNanoDollars">Billionths of a US dollar.</param>
/// <param name="SavedNanoDollars">What caches saved, both kinds.</param>
public sealed record UsagePoint(long Requests, long Failed, long InputTokens, long OutputTokens, long CostNanoDollars, long SavedNanoDollars);
