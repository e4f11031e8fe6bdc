namespace Weir.Metering.Analytics.Latency;

/// <summary>How long requests took: half of them at most <paramref name="P50"/>, and so on. Each is within 3.2% of the true value.</summary>
/// <param name="P50">The median.</param>
/// <param name="P95">95 of 100 took at most this.</param>
/// <param name="P99">99 of 100 took at most this.</param>
public sealed record LatencyPercentiles(TimeSpan P50, TimeSpan P95, TimeSpan P99);
