namespace Weir.Metering.Prices;

/// <summary>What is known of a request before it is sent. Counts below zero count as zero.</summary>
public sealed record RequestShape
{
    /// <summary>The most input tokens that the provider may count, audio included.</summary>
    public required long Input { get; init; }

    /// <summary>Audio tokens; part of <see cref="Input"/>.</summary>
    public long InputAudio { get; init; }

    /// <summary>Whether the answer may have audio.</summary>
    public bool MayAnswerAudio { get; init; }

    /// <summary>Whether there are pictures in it.</summary>
    public bool HasImages { get; init; }

    /// <summary>Whether pictures may come back, billed by tokens.</summary>
    public bool MayAnswerImages { get; init; }

    /// <summary>Whether it may ask that input be kept in the provider's cache for an hour.</summary>
    public bool MayWriteForAnHour { get; init; }

    /// <summary>What is billed by the piece, at most.</summary>
    public UnitCounts Units { get; init; }

    /// <summary>How many answers are made and billed: the larger of <c>n</c> and <c>best_of</c>; at least 1.</summary>
    public int Choices { get; init; } = 1;

    /// <summary>Output tokens that one answer will likely have.</summary>
    public long LikelyOutput { get; init; }

    /// <summary>What else is billed beside tokens (searches), at most.</summary>
    public NanoDollars Extras { get; init; }
}
