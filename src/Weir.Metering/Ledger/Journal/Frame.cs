using System.Buffers.Binary;

namespace Weir.Metering.Ledger.Journal;

/// <summary>What stands around a record in a segment: marker, length and checksum, four bytes each, little-endian.</summary>
internal static class Frame
{
    public const int HeaderSize = 12;

    /// <summary>Longest record: far above what a request makes, far below what could exhaust memory when a length is damaged.</summary>
    public const int MaxPayload = 16 * 1024 * 1024;

    /// <summary>Fills in the frame's header in front of a record that is in place already.</summary>
    public static void Seal(Span<byte> frame, SegmentHeader segment)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(frame, segment.Marker);
        BinaryPrimitives.WriteInt32LittleEndian(frame[4..], frame.Length - HeaderSize);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[8..], Sum(frame[4..8], frame[HeaderSize..], segment));
    }

    /// <summary>Length of the record that the frame announces; 0 when no frame begins here.</summary>
    public static int AnnouncedLength(ReadOnlySpan<byte> frame, SegmentHeader segment)
    {
        if (BinaryPrimitives.ReadUInt32LittleEndian(frame) != segment.Marker)
        {
            return 0;
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(frame[4..]);
        return length is > 0 and <= MaxPayload ? length : 0;
    }

    /// <summary>Whether a frame, whole, is as it was written.</summary>
    public static bool IsIntact(ReadOnlySpan<byte> frame, SegmentHeader segment) =>
        BinaryPrimitives.ReadUInt32LittleEndian(frame[8..]) == Sum(frame[4..8], frame[HeaderSize..], segment);

    private static uint Sum(ReadOnlySpan<byte> length, ReadOnlySpan<byte> payload, SegmentHeader segment) =>
        Checksum.Compute(Checksum.Compute(segment.Seed, length), payload);
}
