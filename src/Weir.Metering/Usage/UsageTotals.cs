using Weir.Dialects.Usage;
using Weir.Metering.Analytics.Latency;
using Weir.Metering.Prices;

namespace Weir.Metering.Usage;

/// <summary>Sums over requests.</summary>
public sealed record UsageTotals
{
    public static UsageTotals Zero { get; } = new();

    public long Requests { get; init; }

    /// <summary>Requests with an error: refused, cut, hung up on, or answered with a status of 400 and above.</summary>
    public long Failed { get; init; }

    public TokenUsage Tokens { get; init; }

    /// <summary>What the priced requests cost together.</summary>
    public NanoDollars Cost { get; init; }

    /// <summary>Requests that used tokens of a model without a known price; <see cref="Cost"/> is too low by theirs.</summary>
    public long Unpriced { get; init; }

    /// <summary>Requests whose tokens are Weir's estimate.</summary>
    public long Estimated { get; init; }

    /// <summary>Requests that Weir's own answer cache answered.</summary>
    public long CacheHits { get; init; }

    /// <summary>Nano-dollars that providers' prompt caches saved against the full price; below zero where cache writes cost more.</summary>
    public long SavedByPromptCaches { get; init; }

    /// <summary>Nano-dollars that the answers out of Weir's answer cache would have cost.</summary>
    public long SavedByAnswerCache { get; init; }

    /// <summary>Time to the first byte of the answer; null when nothing was answered, or nobody asked for it.</summary>
    public LatencyPercentiles? FirstByte { get; init; }

    /// <summary>How long requests that went well took as a whole; null as above.</summary>
    public LatencyPercentiles? Duration { get; init; }
}
