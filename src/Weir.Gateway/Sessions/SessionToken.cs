using System.Security.Cryptography;
using System.Text;

namespace Weir.Gateway.Sessions;

/// <summary>The hash of a session's token; the token itself is told once and kept nowhere.</summary>
internal sealed class SessionToken
{
    private const string Prefix = "weir-session-";

    private readonly byte[] _hash;

    private SessionToken(byte[] hash)
    {
        _hash = hash;
    }

    /// <summary>A new token of 256 random bits, and what is kept of it.</summary>
    public static (string Text, SessionToken Kept) New()
    {
        var text = Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        return (text, new SessionToken(Hash(text)));
    }

    /// <summary>What is compared. No token is longer than the few characters that are looked at.</summary>
    public static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text.Length > 256 ? text[..256] : text));

    /// <summary>In a time that tells nothing about how much of it is right.</summary>
    public bool Matches(ReadOnlySpan<byte> hash) => CryptographicOperations.FixedTimeEquals(_hash, hash);
}
