using System.Buffers;

namespace Weir.Dialects.Streaming;

/// <summary>Writes a streamed answer in a dialect, framing included. One for each answer; not thread-safe.</summary>
public interface IStreamWriter
{
    /// <summary>The media type of the stream.</summary>
    string ContentType { get; }

    /// <summary>Bytes that keep a silent stream alive and mean nothing; they may stand between any two events.</summary>
    ReadOnlyMemory<byte> Heartbeat { get; }

    /// <summary>Writes what the event is in this dialect, whole wire events only; nothing for what it has no word for.</summary>
    void Write(StreamEvent @event, IBufferWriter<byte> to);
}
