using Weir.Metering.Usage;

namespace Weir.Metering.Analytics.Questions;

/// <summary>Sums by one dimension or two.</summary>
/// <param name="Cells">The dearest first, then those with the most requests.</param>
/// <param name="Totals">Over all requests of the scope. Less than the cells' sum where a request counts on several: by tag.</param>
/// <param name="IsComplete">False while requests of before the sums were kept are still being added: older ones may be missing.</param>
public sealed record UsageBreakdown(IReadOnlyList<UsageCell> Cells, UsageTotals Totals, bool IsComplete);

/// <summary>The sums of one value, or of one pair of values.</summary>
/// <param name="Key">The value; null for requests that have none.</param>
/// <param name="Name">A key's name, where it is known.</param>
/// <param name="Then">The second value, where there is a second dimension; null as above.</param>
/// <param name="ThenName">As <paramref name="Name"/>.</param>
/// <param name="Totals">The sums.</param>
public sealed record UsageCell(string? Key, string? Name, string? Then, string? ThenName, UsageTotals Totals);
