using System.Numerics;
using System.Runtime.InteropServices;

namespace Weir.Metering.Ledger.Journal;

/// <summary>CRC-32C, which processors compute themselves.</summary>
internal static class Checksum
{
    public static uint Compute(uint seed, ReadOnlySpan<byte> bytes)
    {
        var crc = ~seed;
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(bytes))
        {
            crc = BitOperations.Crc32C(crc, word);
        }

        foreach (var rest in bytes[(bytes.Length & ~7)..])
        {
            crc = BitOperations.Crc32C(crc, rest);
        }

        return ~crc;
    }
}
