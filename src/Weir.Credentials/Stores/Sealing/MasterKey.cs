using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Weir.Credentials.Stores.Sealing;

/// <summary>32 bytes that seal all secrets of the stores <c>file</c> and <c>database</c>. Never printed: <see cref="Id"/> stands for it.</summary>
internal sealed class MasterKey
{
    public const int Size = 32;

    /// <summary>Bytes of a key's id in a sealed secret.</summary>
    public const int IdSize = 8;

    private readonly byte[] _id;

    /// <param name="bytes">The key, <see cref="Size"/> bytes.</param>
    /// <param name="source">Where it comes from, for people.</param>
    public MasterKey(ReadOnlySpan<byte> bytes, string source)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bytes.Length, Size);
        Bytes = bytes.ToArray();
        Source = source;

        // Keys of their own for each use: the id tells nothing of the key that seals.
        SealingKey = HKDF.Expand(HashAlgorithmName.SHA256, Bytes, Size, "weir secrets 1"u8.ToArray());
        _id = HKDF.Expand(HashAlgorithmName.SHA256, Bytes, IdSize, "weir master key id 1"u8.ToArray());
    }

    /// <summary>What names the key without telling it: 16 hex digits.</summary>
    public string Id => Convert.ToHexStringLower(_id);

    public ReadOnlySpan<byte> IdBytes => _id;

    /// <summary>For people: <c>WEIR_MASTER_KEY (environment)</c> or the key file's path.</summary>
    public string Source { get; }

    /// <summary>The key itself, to be written into the key file or sealed under another key.</summary>
    internal byte[] Bytes { get; }

    /// <summary>What AES-256-GCM is given.</summary>
    internal byte[] SealingKey { get; }

    public static MasterKey Create(string source) => new(RandomNumberGenerator.GetBytes(Size), source);

    /// <summary>32 bytes from 64 hex digits or from base64, plain or URL-safe; null when the text is neither, and so a pass phrase.</summary>
    public static byte[]? Decode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length == Size * 2 && text.All(char.IsAsciiHexDigit))
        {
            return Convert.FromHexString(text);
        }

        var bytes = new byte[Size];
        if (Convert.TryFromBase64String(text, bytes, out var written) && written == Size)
        {
            return bytes;
        }

        // Of other lengths than 43 or 44 it can't be 32 bytes; only then the decoder has room for all it finds.
        return text.Length is 43 or 44 && Base64Url.IsValid(text, out var length) && length == Size
            && Base64Url.TryDecodeFromUtf8(Encoding.ASCII.GetBytes(text), bytes, out _)
                ? bytes
                : null;
    }

    public override string ToString() => $"master key {Id} ({Source})";
}
