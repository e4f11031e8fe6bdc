using Weir.Metering.Usage;

namespace Weir.Metering.Analytics.Questions;

/// <summary>What is asked over time.</summary>
/// <param name="Interval"><see cref="UsageGrouping.Day"/> or <see cref="UsageGrouping.Hour"/>.</param>
/// <param name="Zone">Where the days begin; hours are those of UTC.</param>
/// <param name="Scope">Which requests.</param>
/// <param name="By">A line for each value of this dimension; null for one line.</param>
/// <param name="Top">So many lines of the dearest values, and one for the rest.</param>
public sealed record UsageSeriesQuestion(UsageGrouping Interval, TimeZoneInfo Zone, UsageScope Scope, UsageGrouping? By = null, int Top = 8);

/// <summary>Sums over time.</summary>
/// <param name="Starts">When each span begins, in the zone's own time. The first and the last may be cut by the scope.</param>
/// <param name="Lines">Each with as many sums as there are spans. The dearest first, the rest last.</param>
/// <param name="Totals">All lines together, by span.</param>
/// <param name="IsComplete">As <see cref="UsageBreakdown.IsComplete"/>.</param>
public sealed record UsageSeries(
    IReadOnlyList<DateTimeOffset> Starts, IReadOnlyList<UsageLine> Lines, IReadOnlyList<UsageTotals> Totals, bool IsComplete);

/// <summary>One line. Its sums have no latencies.</summary>
/// <param name="Key">The value; null for requests that have none.</param>
/// <param name="Name">A key's name, where it is known.</param>
/// <param name="IsRest">True for everything that has no line of its own.</param>
/// <param name="Points">The sums, by span.</param>
public sealed record UsageLine(string? Key, string? Name, bool IsRest, IReadOnlyList<UsageTotals> Points);
