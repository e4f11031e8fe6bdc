using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Weir.Dialects.Framing;

/// <summary>Writes frames of AWS event streams.</summary>
public static class AwsEventStreamWriter
{
    /// <summary>Writes one frame.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="name">The event's type, or <c>exception:TYPE</c>.</param>
    /// <param name="payload">Its JSON.</param>
    public static void Write(IBufferWriter<byte> to, string name, ReadOnlySpan<byte> payload)
    {
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(name);
        var headers = new List<byte>();
        if (name.StartsWith("exception:", StringComparison.Ordinal))
        {
            Add(headers, ":exception-type", name["exception:".Length..]);
            Add(headers, ":content-type", "application/json");
            Add(headers, ":message-type", "exception");
        }
        else
        {
            Add(headers, ":event-type", name);
            Add(headers, ":content-type", "application/json");
            Add(headers, ":message-type", "event");
        }

        var total = 12 + headers.Count + payload.Length + 4;
        var frame = new byte[total];
        BinaryPrimitives.WriteUInt32BigEndian(frame, (uint)total);
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(4), (uint)headers.Count);
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(8), Crc32.Of(frame.AsSpan(0, 8)));
        headers.CopyTo(frame, 12);
        payload.CopyTo(frame.AsSpan(12 + headers.Count));
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(total - 4), Crc32.Of(frame.AsSpan(0, total - 4)));
        to.Write(frame);
    }

    private static void Add(List<byte> headers, string name, string value)
    {
        headers.Add((byte)name.Length);
        headers.AddRange(Encoding.UTF8.GetBytes(name));
        headers.Add(7);
        headers.Add((byte)(value.Length >> 8));
        headers.Add((byte)value.Length);
        headers.AddRange(Encoding.UTF8.GetBytes(value));
    }
}
