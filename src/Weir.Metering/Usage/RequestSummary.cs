using Weir.Metering.Ledger;

namespace Weir.Metering.Usage;

/// <summary>A request in a list.</summary>
/// <param name="Record">The request, without its attempts.</param>
/// <param name="KeyName">Name of the client key, where known.</param>
/// <param name="Attempts">How many targets were tried.</param>
public sealed record RequestSummary(UsageRecord Record, string? KeyName, int Attempts);

/// <summary>A page of requests, the newest first.</summary>
/// <param name="Requests">At most as many as asked for.</param>
/// <param name="Next">The id to ask for the next page with; null when this was the last.</param>
public sealed record RequestPage(IReadOnlyList<RequestSummary> Requests, string? Next);

/// <summary>One request with all its attempts.</summary>
/// <param name="Record">The request.</param>
/// <param name="KeyName">Name of the client key, where known.</param>
public sealed record RequestDetail(UsageRecord Record, string? KeyName);
