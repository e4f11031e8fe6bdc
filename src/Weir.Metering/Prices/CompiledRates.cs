using Weir.Catalog;
using Weir.Dialects.Usage;

namespace Weir.Metering.Prices;

/// <summary>
/// Rates in atto-dollars (10⁻¹⁸) per token: USD per million tokens to twelve places, as whole numbers. What vendors print has at most
/// six places; more are noise of somebody's floating point and are rounded away.
/// </summary>
internal readonly record struct CompiledRates(
    ulong Input, ulong CachedRead, ulong CachedWrite, ulong CachedWriteHour, ulong InputAudio, ulong InputImage,
    ulong Output, ulong Reasoning, ulong OutputAudio, ulong OutputImage)
{
    private const decimal AttoPerRate = 1_000_000_000_000m;

    // Two sides of long.MaxValue tokens at this rate still fit 128 bits. 9.2 million dollars per million tokens is beyond every price.
    private const decimal Highest = long.MaxValue;

    /// <param name="rates">The price as it is written.</param>
    /// <param name="share">The part of it that is paid, 0 to 1; 1 = all.</param>
    public static CompiledRates From(TokenRates rates, decimal share) => new(
        Input: ToAtto(rates.Input, share),
        CachedRead: ToAtto(rates.CacheRead ?? rates.Input, share),
        CachedWrite: ToAtto(rates.CacheWrite ?? rates.Input, share),
        CachedWriteHour: ToAtto(rates.CacheWriteHour ?? HourOf(rates), share),
        InputAudio: ToAtto(rates.InputAudio ?? rates.Input, share),
        InputImage: ToAtto(rates.InputImage ?? rates.Input, share),
        Output: ToAtto(rates.Output, share),
        Reasoning: ToAtto(rates.Reasoning ?? rates.Output, share),
        OutputAudio: ToAtto(rates.OutputAudio ?? rates.Output, share),
        OutputImage: ToAtto(rates.OutputImage ?? rates.Output, share));

    /// <summary>The cost in atto-dollars. Each token is billed once: parts that exceed their whole are cut to it.</summary>
    public UInt128 Cost(in TokenUsage usage)
    {
        var input = Math.Max(usage.Input, 0);
        var cost = Take(ref input, usage.CachedRead, CachedRead)
            + Take(ref input, Math.Min(usage.CachedWriteHour, usage.CachedWrite), CachedWriteHour)
            + Take(ref input, usage.CachedWrite - Math.Clamp(usage.CachedWriteHour, 0, Math.Max(usage.CachedWrite, 0)), CachedWrite)
            + Take(ref input, usage.InputAudio, InputAudio)
            + Take(ref input, usage.InputImage, InputImage)
            + Atto.Product(input, Input);

        var output = Math.Max(usage.Output, 0);
        return cost
            + Take(ref output, usage.Reasoning, Reasoning)
            + Take(ref output, usage.OutputAudio, OutputAudio)
            + Take(ref output, usage.OutputImage, OutputImage)
            + Atto.Product(output, Output);
    }

    /// <summary>What <see cref="Cost"/> adds up: each kind of token with its rate, those that there are.</summary>
    public IEnumerable<CostPart> Parts(TokenUsage usage)
    {
        var input = Math.Max(usage.Input, 0);
        CostPart[] inputs =
        [
            Part("cachedRead", ref input, usage.CachedRead, CachedRead),
            Part("cachedWriteHour", ref input, Math.Min(usage.CachedWriteHour, usage.CachedWrite), CachedWriteHour),
            Part("cachedWrite", ref input, usage.CachedWrite - Math.Clamp(usage.CachedWriteHour, 0, Math.Max(usage.CachedWrite, 0)), CachedWrite),
            Part("inputAudio", ref input, usage.InputAudio, InputAudio),
            Part("inputImage", ref input, usage.InputImage, InputImage),
        ];
        var output = Math.Max(usage.Output, 0);
        CostPart[] outputs =
        [
            Part("reasoning", ref output, usage.Reasoning, Reasoning),
            Part("outputAudio", ref output, usage.OutputAudio, OutputAudio),
            Part("outputImage", ref output, usage.OutputImage, OutputImage),
        ];
        return ((CostPart[])[Part("input", ref input, input, Input), .. inputs, Part("output", ref output, output, Output), .. outputs]).Where(static part => part.Tokens > 0);

        static CostPart Part(string what, ref long whole, long part, ulong rate)
        {
            var taken = Math.Clamp(part, 0, whole);
            whole -= taken;
            return new CostPart(what, taken, rate / AttoPerRate);
        }
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

    // Only Anthropic's models tell such tokens, on every cloud; its price pages ask twice the input for them.
    private static decimal HourOf(TokenRates rates) => rates.CacheWrite is { } write ? Math.Max(write, Doubled(rates.Input)) : rates.Input;

    private static decimal Doubled(decimal rate) => rate > Highest ? rate : rate * 2;

    private static ulong ToAtto(decimal usdPerMillion, decimal share)
    {
        if (usdPerMillion <= 0)
        {
            return 0;
        }

        return usdPerMillion >= Highest / AttoPerRate
            ? long.MaxValue
            : decimal.ToUInt64(decimal.Round(usdPerMillion * share * AttoPerRate, MidpointRounding.AwayFromZero));
    }
}
