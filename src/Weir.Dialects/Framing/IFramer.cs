namespace Weir.Dialects.Framing;

/// <summary>Cuts a stream of bytes into the wire's own units: events, lines, binary frames. One for each stream; its memory is bounded by the longest frame.</summary>
public interface IFramer
{
    /// <summary>Takes more bytes. Call <see cref="TryNext"/> until it is false before the next call.</summary>
    /// <exception cref="InvalidDataException">A frame is longer than <see cref="FrameBuffer.MaxFrame"/>, or damaged.</exception>
    void Push(ReadOnlySpan<byte> bytes);

    /// <summary>The bytes are at their end; a last frame without its end mark becomes available where the framing allows that.</summary>
    void End();

    /// <summary>The next whole frame; it is valid until the next call.</summary>
    bool TryNext(out Frame frame);
}

/// <summary>One unit of a stream.</summary>
/// <param name="Event">Its name, where the framing has one.</param>
/// <param name="Data">Its data.</param>
public readonly record struct Frame(string? Event, ReadOnlyMemory<byte> Data);
