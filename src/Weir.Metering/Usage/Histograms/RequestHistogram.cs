namespace Weir.Metering.Usage.Histograms;

/// <summary>Requests over time, in spans of one length. Spans without any are there too.</summary>
/// <param name="Since">When the first span begins: at a multiple of the length.</param>
/// <param name="Span">How long each is; the last may not be over.</param>
/// <param name="Spans">By span, the oldest first.</param>
public sealed record RequestHistogram(DateTimeOffset Since, TimeSpan Span, IReadOnlyList<RequestCount> Spans);

/// <summary>How many requests came in within a span, and how many of them failed.</summary>
public readonly record struct RequestCount(long Requests, long Failed);
