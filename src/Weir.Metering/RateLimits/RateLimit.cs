using Weir.Metering.Budgets;

namespace Weir.Metering.RateLimits;

/// <summary>How fast something may be used. What is null is not limited.</summary>
public sealed record RateLimit
{
    public required Subject Subject { get; init; }

    /// <summary>Requests in any 60 seconds, 1 or more.</summary>
    public long? Requests { get; init; }

    /// <summary>Tokens in any 60 seconds, input and output together, 1 or more.</summary>
    public long? Tokens { get; init; }

    /// <summary>Requests at a time, 1 or more.</summary>
    public int? Concurrent { get; init; }

    /// <summary>Where it was declared, e.g. <c>weir.yaml:12</c>; null = in the database.</summary>
    public string? Origin { get; init; }
}
