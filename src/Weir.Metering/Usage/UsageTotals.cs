using Weir.Dialects.Usage;
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
}
