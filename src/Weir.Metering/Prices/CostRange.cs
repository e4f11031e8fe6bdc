namespace Weir.Metering.Prices;

/// <summary>What a request may cost; each is rounded up to the next nano-dollar.</summary>
/// <param name="Low">All input from the cache, no output.</param>
/// <param name="Likely">No cache, and as much output as such requests have.</param>
/// <param name="Worst">The dearest way in which the provider could bill it; never exceeded when it keeps to its price and to the limit.</param>
public readonly record struct CostRange(NanoDollars Low, NanoDollars Likely, NanoDollars Worst);
