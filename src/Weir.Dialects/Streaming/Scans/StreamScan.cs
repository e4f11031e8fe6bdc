using Weir.Dialects.Usage;

namespace Weir.Dialects.Streaming.Scans;

/// <summary>
/// What the relay needs to know of a stream whose bytes pass as they are, told by searching them: where it ends, what it used, whether it failed. One instance serves all streams of a
/// dialect.
/// </summary>
public abstract class StreamScan
{
    /// <summary>False when nothing in these events needs a look: no usage, no error, no end. Most reads of a stream are such, and need not be taken apart.</summary>
    /// <param name="events">Any number of whole events.</param>
    public abstract bool NeedsCare(ReadOnlySpan<byte> events);

    /// <summary>Bytes of answer text in these events, near enough to estimate tokens from.</summary>
    /// <param name="events">Any number of whole events.</param>
    public abstract int TextBytes(ReadOnlySpan<byte> events);

    /// <summary>True when these events finish the answer, though the stream's own end mark may still follow.</summary>
    /// <param name="events">Any number of whole events.</param>
    public virtual bool Finishes(ReadOnlySpan<byte> events) => false;

    /// <summary>What is known of the usage when an event tells it again: the last word counts, never the sum.</summary>
    /// <param name="before">What was told before.</param>
    /// <param name="now">What is told now.</param>
    public virtual TokenUsage Join(TokenUsage before, TokenUsage now) => now;

    /// <summary>Reads one event.</summary>
    /// <param name="data">The event's data.</param>
    /// <param name="usage">The usage that it tells, with <see cref="ScanNotes.Usage"/>.</param>
    public abstract ScanNotes Read(ReadOnlySpan<byte> data, out TokenUsage usage);
}

/// <summary>What one event is.</summary>
[Flags]
public enum ScanNotes
{
    None = 0,

    /// <summary>It tells usage.</summary>
    Usage = 1,

    /// <summary>It tells nothing but usage: a client that did not ask for it need not see it.</summary>
    OnlyUsage = 2,

    /// <summary>It is the end of the answer.</summary>
    End = 4,

    /// <summary>The upstream failed.</summary>
    Error = 8,
}
