namespace Weir.Metering.Reconciling;

/// <summary>One call to a vendor, as the ledger has it: an attempt that used or cost something.</summary>
/// <param name="RequestId">The request it belongs to.</param>
/// <param name="Time">When it was sent.</param>
/// <param name="Model">The model's id.</param>
/// <param name="Input">Tokens that went in.</param>
/// <param name="Output">Tokens that came out.</param>
/// <param name="CostNano">Nano-dollars; null = no known price.</param>
/// <param name="IsEstimated">True when the tokens are Weir's own estimate.</param>
/// <param name="UpstreamId">What the vendor calls it; null where it did not say.</param>
/// <param name="IsBatch">True when it stands for all requests of a batch.</param>
public sealed record LedgerCall(string RequestId, DateTimeOffset Time, string Model, long Input, long Output, long? CostNano, bool IsEstimated, string? UpstreamId = null, bool IsBatch = false);
