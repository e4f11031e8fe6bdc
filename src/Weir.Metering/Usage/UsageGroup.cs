namespace Weir.Metering.Usage;

/// <summary>The sums of one group.</summary>
/// <param name="Key">What its requests have in common: a provider's id, a model's name, a day; null for those that have none.</param>
/// <param name="Name">The key's name, when grouped by key and it is known.</param>
/// <param name="Totals">The sums.</param>
public sealed record UsageGroup(string? Key, string? Name, UsageTotals Totals);
