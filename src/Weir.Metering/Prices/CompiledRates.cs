using Weir.Catalog;
using Weir.Dialects.Usage;

namespace Weir.Metering.Prices;

/// <summary>
/// Rates in atto-dollars (10⁻¹⁸) per token: USD per million tokens to twelve places, as whole numbers. What vendors print has at most
/// six places; more are noise of somebody's floating point and are rounded away.
/// </summary>
internal readonly record struct CompiledRates(
    ulong Input, ulong CachedRead, ulong CachedWrite, ulong InputAudio, ulong Output, ulong Reasoning, ulong OutputAudio)
{
    private const decimal AttoPerRate = 1_000_000_000_000m;

    // Two sides of long.MaxValue tokens at this rate still fit 128 bits. 9.2 million dollars per million tokens is beyond every price.
    private const decimal Highest = long.MaxValue;

    public static CompiledRates From(TokenRates rates) => new(
        Input: ToAtto(rates.Input),
        CachedRead: ToAtto(rates.CacheRead ?? rates.Input),
        CachedWrite: ToAtto(rates.CacheWrite ?? rates.Input),
        InputAudio: ToAtto(rates.InputAudio ?? rates.Input),
        Output: ToAtto(rates.Output),
        Reasoning: ToAtto(rates.Reasoning ?? rates.Output),
        OutputAudio: ToAtto(rates.OutputAudio ?? rates.Output));

    /// <summary>The cost in atto-dollars. Each token is billed once: parts that exceed their whole are cut to it.</summary>
    public UInt128 Cost(in TokenUsage usage)
    {
        var input = Math.Max(usage.Input, 0);
        var cost = Take(ref input, usage.CachedRead, CachedRead)
            + Take(ref input, usage.CachedWrite, CachedWrite)
            + Take(ref input, usage.InputAudio, InputAudio)
            + Atto.Product(input, Input);

        var output = Math.Max(usage.Output, 0);
        return cost
            + Take(ref output, usage.Reasoning, Reasoning)
            + Take(ref output, usage.OutputAudio, OutputAudio)
            + Atto.Product(output, Output);
    }

    private static UInt128 Take(ref long whole, long part, ulong rate)
    {
        if (part <= 0)
        {
            return UInt128.Zero;
        }

        var taken = Math.Min(part, whole);
        whole -= taken;
        return Atto.Product(taken, rate);
    }

    private static ulong ToAtto(decimal usdPerMillion)
    {
        if (usdPerMillion <= 0)
        {
            return 0;
        }

        return usdPerMillion >= Highest / AttoPerRate
            ? long.MaxValue
            : decimal.ToUInt64(decimal.Round(usdPerMillion * AttoPerRate, MidpointRounding.AwayFromZero));
    }
}
