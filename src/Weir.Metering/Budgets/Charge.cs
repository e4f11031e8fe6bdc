using Weir.Dialects.Usage;
using Weir.Metering.Prices;

namespace Weir.Metering.Budgets;

/// <summary>What something costs or may cost, in both units of budgets. Amounts below zero count as zero.</summary>
public readonly record struct Charge
{
    /// <param name="usd">Money; null = nobody knows, since the model has no price.</param>
    /// <param name="tokens">Input and output together.</param>
    public Charge(NanoDollars? usd, long tokens)
    {
        Usd = usd is { Value: < 0 } ? NanoDollars.Zero : usd;
        Tokens = Math.Max(tokens, 0);
    }

    /// <summary>The sum of two: unknown when one of them is. Stops at the largest number.</summary>
    public static Charge Add(in Charge left, in Charge right) => new(
        left.Usd is { } one && right.Usd is { } other ? new NanoDollars(Saturating.Add(one.Value, other.Value)) : null,
        Saturating.Add(left.Tokens, right.Tokens));

    public static Charge Nothing { get; } = new(NanoDollars.Zero, 0);

    public NanoDollars? Usd { get; }

    public long Tokens { get; }

    /// <summary>The charge of an answer. Counts that no model could reach end at the largest number.</summary>
    public static Charge Of(in TokenUsage usage, NanoDollars? cost) =>
        new(cost, Saturating.Add(Math.Max(usage.Input, 0), Math.Max(usage.Output, 0)));
}
