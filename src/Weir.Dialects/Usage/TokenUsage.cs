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

    /// <summary>Audio input tokens; part of <see cref="Input"/>.</summary>
    public long InputAudio { get; init; }

    /// <summary>All output tokens, reasoning and audio included.</summary>
    public long Output { get; init; }

    /// <summary>Reasoning tokens; part of <see cref="Output"/>.</summary>
    public long Reasoning { get; init; }

    /// <summary>Audio output tokens; part of <see cref="Output"/>.</summary>
    public long OutputAudio { get; init; }

    /// <summary>Input and output together.</summary>
    public long Total => Input + Output;
}
