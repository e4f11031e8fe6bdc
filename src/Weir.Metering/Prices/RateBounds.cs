namespace Weir.Metering.Prices;

/// <summary>The dearest and the cheapest way to bill a token, in atto-dollars; over all tiers that a request can fall into.</summary>
internal readonly record struct RateBounds
{
    public ulong LowestInput { get; private init; }

    public ulong LowestAudio { get; private init; }

    /// <summary>Text that may be read from the provider's cache or written to it.</summary>
    public ulong HighestInput { get; private init; }

    public ulong HighestAudio { get; private init; }

    public ulong HighestImage { get; private init; }

    /// <summary>Input that may be written to a cache for an hour.</summary>
    public ulong HighestHour { get; private init; }

    public ulong HighestOutput { get; private init; }

    public ulong HighestOutputAudio { get; private init; }

    public ulong HighestOutputImage { get; private init; }

    public static RateBounds Of(in CompiledRates rates)
    {
        // Any input token may be read from the cache or written to it, and any output token may turn out as reasoning.
        var input = Math.Max(rates.Input, Math.Max(rates.CachedRead, rates.CachedWrite));
        var output = Math.Max(rates.Output, rates.Reasoning);
        return new RateBounds
        {
            LowestInput = Math.Min(rates.Input, rates.CachedRead),
            LowestAudio = Math.Min(rates.InputAudio, rates.CachedRead),
            HighestInput = input,
            HighestAudio = Math.Max(input, rates.InputAudio),
            HighestImage = Math.Max(input, rates.InputImage),
            HighestHour = Math.Max(input, rates.CachedWriteHour),
            HighestOutput = output,
            HighestOutputAudio = Math.Max(output, rates.OutputAudio),
            HighestOutputImage = Math.Max(output, rates.OutputImage),
        };
    }

    public RateBounds With(in RateBounds other) => new()
    {
        LowestInput = Math.Min(LowestInput, other.LowestInput),
        LowestAudio = Math.Min(LowestAudio, other.LowestAudio),
        HighestInput = Math.Max(HighestInput, other.HighestInput),
        HighestAudio = Math.Max(HighestAudio, other.HighestAudio),
        HighestImage = Math.Max(HighestImage, other.HighestImage),
        HighestHour = Math.Max(HighestHour, other.HighestHour),
        HighestOutput = Math.Max(HighestOutput, other.HighestOutput),
        HighestOutputAudio = Math.Max(HighestOutputAudio, other.HighestOutputAudio),
        HighestOutputImage = Math.Max(HighestOutputImage, other.HighestOutputImage),
    };

    /// <summary>The dearest rates of what such a request can hold: each input token that is not audio, each that is, each of the output.</summary>
    public (ulong Input, ulong Audio, ulong Output) For(RequestShape shape)
    {
        var input = Math.Max(HighestInput, Math.Max(shape.HasImages ? HighestImage : 0, shape.MayWriteForAnHour ? HighestHour : 0));
        var output = Math.Max(HighestOutput, Math.Max(shape.MayAnswerAudio ? HighestOutputAudio : 0, shape.MayAnswerImages ? HighestOutputImage : 0));
        return (input, Math.Max(input, HighestAudio), output);
    }
}
