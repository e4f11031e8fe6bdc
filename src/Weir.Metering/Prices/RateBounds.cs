namespace Weir.Metering.Prices;

/// <summary>The dearest and the cheapest way to bill a token, in atto-dollars; over all tiers that a request can fall into.</summary>
internal readonly record struct RateBounds(
    ulong LowestInput, ulong LowestAudio, ulong HighestInput, ulong HighestAudio, ulong HighestOutput, ulong HighestOutputAudio)
{
    public static RateBounds Of(in CompiledRates rates)
    {
        // Any input token may be read from the cache or written to it, and any output token may turn out as reasoning.
        var input = Math.Max(rates.Input, Math.Max(rates.CachedRead, rates.CachedWrite));
        var output = Math.Max(rates.Output, rates.Reasoning);
        return new RateBounds(
            LowestInput: Math.Min(rates.Input, rates.CachedRead),
            LowestAudio: Math.Min(rates.InputAudio, rates.CachedRead),
            HighestInput: input,
            HighestAudio: Math.Max(input, rates.InputAudio),
            HighestOutput: output,
            HighestOutputAudio: Math.Max(output, rates.OutputAudio));
    }

    public RateBounds With(in RateBounds other) => new(
        Math.Min(LowestInput, other.LowestInput),
        Math.Min(LowestAudio, other.LowestAudio),
        Math.Max(HighestInput, other.HighestInput),
        Math.Max(HighestAudio, other.HighestAudio),
        Math.Max(HighestOutput, other.HighestOutput),
        Math.Max(HighestOutputAudio, other.HighestOutputAudio));
}
