using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Weir.Metering.Keys;

/// <summary>SHA-256 of a key. Enough for 256 random bits: there is nothing to guess that salt or slowness would make dearer.</summary>
internal readonly record struct KeyHash(ulong A, ulong B, ulong C, ulong D)
{
    public const int Size = SHA256.HashSizeInBytes;

    /// <summary>The longest key that is looked at, in characters. Longer ones are nobody's.</summary>
    public const int MaxKeyLength = 512;

    /// <summary>Hashes a key of at most <see cref="MaxKeyLength"/> characters; allocates nothing.</summary>
    public static KeyHash Of(ReadOnlySpan<char> key)
    {
        Span<byte> utf8 = stackalloc byte[MaxKeyLength * 3];
        Span<byte> hash = stackalloc byte[Size];
        var length = Encoding.UTF8.GetBytes(key, utf8);
        SHA256.HashData(utf8[..length], hash);
        CryptographicOperations.ZeroMemory(utf8[..length]);
        return From(hash);
    }

    public static KeyHash From(ReadOnlySpan<byte> hash) => MemoryMarshal.Read<KeyHash>(hash);

    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        MemoryMarshal.Write(bytes, this);
        return bytes;
    }

    // Any part of a hash is as good as a hash code.
    public override int GetHashCode() => (int)A;
}
