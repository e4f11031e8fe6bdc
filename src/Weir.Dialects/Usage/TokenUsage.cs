namespace Weir.Dialects.Usage;

/// <summary>
/// What one answer used, in tokens, in one convention for all dialects: <see cref="Input"/> includes cached tokens,
/// <see cref="Output"/> includes reasoning and audio.
/// </summary>
public readonly record struct TokenUsage
{
    /// <summary>All input tokens, cached ones and audio included.</summary>
    public long Input { get; init; }

    /// <summary>Input tokens read from the provider's prompt cache; part of <see cref="Input"/>.</summary>
    public long CachedRead { get; init; }

    /// <summary>Input tokens written to the provider's prompt cache; part of <see cref="Input"/>.</summary>
    public long CachedWrite { get; init; }

    /// <summary>Input tokens written to a cache that is kept for an hour; part of <see cref="CachedWrite"/>.</summary>
    public long CachedWriteHour { get; init; }

    /// <summary>Audio input tokens; part of <see cref="Input"/>.</summary>
    public long InputAudio { get; init; }

    /// <summary>Tokens of pictures that came in; part of <see cref="Input"/>.</summary>
    public long InputImage { get; init; }

    /// <summary>All output tokens, reasoning and audio included.</summary>
    public long Output { get; init; }

    /// <summary>Reasoning tokens; part of <see cref="Output"/>.</summary>
    public long Reasoning { get; init; }

    /// <summary>Audio output tokens; part of <see cref="Output"/>.</summary>
    public long OutputAudio { get; init; }

    /// <summary>Tokens of pictures that were made; part of <see cref="Output"/>.</summary>
    public long OutputImage { get; init; }

    /// <summary>Seconds of sound, where they are billed in the place of tokens; begun ones count.</summary>
    public long Seconds { get; init; }

    /// <summary>Input and output together.</summary>
    public long Total => Input + Output;

    /// <summary>The sum of two answers, part by part.</summary>
    public static TokenUsage operator +(in TokenUsage left, in TokenUsage right) => new()
    {
        Input = left.Input + right.Input,
        CachedRead = left.CachedRead + right.CachedRead,
        CachedWrite = left.CachedWrite + right.CachedWrite,
        CachedWriteHour = left.CachedWriteHour + right.CachedWriteHour,
        InputAudio = left.InputAudio + right.InputAudio,
        InputImage = left.InputImage + right.InputImage,
        Output = left.Output + right.Output,
        Reasoning = left.Reasoning + right.Reasoning,
        OutputAudio = left.OutputAudio + right.OutputAudio,
        OutputImage = left.OutputImage + right.OutputImage,
        Seconds = left.Seconds + right.Seconds,
    };

    /// <summary>The same as the operator.</summary>
    public static TokenUsage Add(in TokenUsage left, in TokenUsage right) => left + right;

    /// <summary>The larger of each part: for what is told in pieces, each of them complete in what it tells.</summary>
    public static TokenUsage Largest(in TokenUsage left, in TokenUsage right) => new()
    {
        Input = Math.Max(left.Input, right.Input),
        CachedRead = Math.Max(left.CachedRead, right.CachedRead),
        CachedWrite = Math.Max(left.CachedWrite, right.CachedWrite),
        CachedWriteHour = Math.Max(left.CachedWriteHour, right.CachedWriteHour),
        InputAudio = Math.Max(left.InputAudio, right.InputAudio),
        InputImage = Math.Max(left.InputImage, right.InputImage),
        Output = Math.Max(left.Output, right.Output),
        Reasoning = Math.Max(left.Reasoning, right.Reasoning),
        OutputAudio = Math.Max(left.OutputAudio, right.OutputAudio),
        OutputImage = Math.Max(left.OutputImage, right.OutputImage),
        Seconds = Math.Max(left.Seconds, right.Seconds),
    };
}
