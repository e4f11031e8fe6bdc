using System.Buffers.Binary;
using System.Text;

namespace Weir.Dialects.Framing;

/// <summary>
/// AWS event streams: binary frames of total length, header length, a checksum of these, headers, payload, and a checksum of all. A frame's name is its event type, or
/// <c>exception:TYPE</c> for one that tells a failure.
/// </summary>
public sealed class AwsEventStreamFramer : IFramer
{
    private const int Prelude = 12;
    private const int Checksum = 4;

    private readonly FrameBuffer _buffer = new();

    public void Push(ReadOnlySpan<byte> bytes) => _buffer.Add(bytes);

    public void End()
    {
        if (_buffer.Held.Length > 0)
        {
            throw new InvalidDataException("The stream ends inside a frame.");
        }
    }

    public bool TryNext(out Frame frame)
    {
        frame = default;
        var held = _buffer.Held;
        if (held.Length < Prelude)
        {
            return false;
        }

        var bytes = held.Span;
        var total = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        var headers = BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]);
        if (Crc32.Of(bytes[..8]) != BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]))
        {
            throw new InvalidDataException("A frame's prelude does not match its checksum.");
        }

        if (total is < Prelude + Checksum or > FrameBuffer.MaxFrame || headers > total - Prelude - Checksum)
        {
            throw new InvalidDataException("A frame's lengths make no sense.");
        }

        if (held.Length < total)
        {
            return false;
        }

        var length = (int)total;
        if (Crc32.Of(bytes[..(length - Checksum)]) != BinaryPrimitives.ReadUInt32BigEndian(bytes[(length - Checksum)..]))
        {
            throw new InvalidDataException("A frame does not match its checksum.");
        }

        string? name;
        try
        {
            name = NameOf(bytes.Slice(Prelude, (int)headers));
        }
        catch (Exception exception) when (exception is ArgumentOutOfRangeException or IndexOutOfRangeException)
        {
            throw new InvalidDataException("A frame's headers are cut short.", exception);
        }

        frame = new Frame(name, held[(Prelude + (int)headers)..(length - Checksum)]);
        _buffer.Drop(length);
        return true;
    }

    /// <summary>What a frame is, by its headers; only those of text matter, the others are passed over by their lengths.</summary>
    private static string? NameOf(ReadOnlySpan<byte> headers)
    {
        string? type = null, exception = null;
        while (headers.Length > 2)
        {
            var nameLength = headers[0];
            var name = Encoding.UTF8.GetString(headers.Slice(1, nameLength));
            var kind = headers[1 + nameLength];
            headers = headers[(2 + nameLength)..];
            var (start, length) = kind switch
            {
                0 or 1 => (0, 0),
                2 => (0, 1),
                3 => (0, 2),
                4 => (0, 4),
                5 or 8 => (0, 8),
                6 or 7 => (2, BinaryPrimitives.ReadUInt16BigEndian(headers)),
                9 => (0, 16),
                _ => throw new InvalidDataException("A frame has a header of an unknown kind."),
            };
            if (kind == 7)
            {
                var value = Encoding.UTF8.GetString(headers.Slice(start, length));
                type = name == ":event-type" ? value : type;
                exception = name is ":exception-type" or ":error-code" ? value : exception;
            }

            headers = headers[(start + length)..];
        }

        return exception is not null ? "exception:" + exception : type;
    }
}
