namespace Weir.Gateway.Admin.Requests;

/// <summary>How many requests there were over time.</summary>
public sealed record RequestTimes
{
    /// <summary>The length of each span.</summary>
    public required long SpanSeconds { get; init; }

    /// <summary>The oldest first, without holes; empty when there is no request.</summary>
    public required IReadOnlyList<RequestSpan> Spans { get; init; }
}

/// <summary>One span.</summary>
/// <param name="Start">When it begins: a multiple of its length since 1970.</param>
/// <param name="Requests">How many came in.</param>
/// <param name="Failed">How many of them failed.</param>
public sealed record RequestSpan(DateTimeOffset Start, long Requests, long Failed);
