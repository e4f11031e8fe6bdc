using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Weir.Metering.Ledger.Journal;

/// <summary>
/// The first bytes of a segment. Marker and seed are random: what a client puts into its tags can't pass for a record when a damaged
/// segment is searched for its next good one.
/// </summary>
/// <param name="Marker">Begins every frame of the segment.</param>
/// <param name="Seed">Starts every checksum of the segment.</param>
internal readonly record struct SegmentHeader(uint Marker, uint Seed)
{
    public const int Size = 16;

    /// <summary>Version of the format of segments, frames and values.</summary>
    public const byte Version = 1;

    private static ReadOnlySpan<byte> Magic => "WLJ"u8;

    /// <summary>A header for the segments of one run of the program.</summary>
    public static SegmentHeader Create()
    {
        Span<byte> random = stackalloc byte[8];
        RandomNumberGenerator.Fill(random);

        // No zero byte in front: the search for a marker then passes over holes at full speed.
        random[0] |= 1;
        return new SegmentHeader(BinaryPrimitives.ReadUInt32LittleEndian(random), BinaryPrimitives.ReadUInt32LittleEndian(random[4..]));
    }

    public void Write(Span<byte> target)
    {
        Magic.CopyTo(target);
        target[Magic.Length] = Version;
        BinaryPrimitives.WriteUInt32LittleEndian(target[4..], Marker);
        BinaryPrimitives.WriteUInt32LittleEndian(target[8..], Seed);
        BinaryPrimitives.WriteUInt32LittleEndian(target[12..], Checksum.Compute(0, target[..12]));
    }

    /// <summary>Reads a header; <paramref name="version"/> is told also when this program does not know it.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, out SegmentHeader header, out byte version)
    {
        header = default;
        version = 0;
        if (source.Length < Size || !source.StartsWith(Magic)
            || BinaryPrimitives.ReadUInt32LittleEndian(source[12..]) != Checksum.Compute(0, source[..12]))
        {
            return false;
        }

        version = source[Magic.Length];
        header = new SegmentHeader(BinaryPrimitives.ReadUInt32LittleEndian(source[4..]), BinaryPrimitives.ReadUInt32LittleEndian(source[8..]));
        return version == Version;
    }
}
