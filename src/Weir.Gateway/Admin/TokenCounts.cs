using Weir.Dialects.Usage;

namespace Weir.Gateway.Admin;

/// <summary>Tokens: <see cref="Input"/> includes cached ones and audio, <see cref="Output"/> includes reasoning and audio.</summary>
public sealed record TokenCounts
{
    public long Input { get; init; }

    public long Output { get; init; }

    public long CachedRead { get; init; }

    public long CachedWrite { get; init; }

    public long Reasoning { get; init; }

    public long InputAudio { get; init; }

    public long OutputAudio { get; init; }

    public static TokenCounts From(TokenUsage usage) => new()
    {
        Input = usage.Input,
        Output = usage.Output,
        CachedRead = usage.CachedRead,
        CachedWrite = usage.CachedWrite,
        Reasoning = usage.Reasoning,
        InputAudio = usage.InputAudio,
        OutputAudio = usage.OutputAudio,
    };
}
