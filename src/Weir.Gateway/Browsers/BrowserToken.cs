using System.Security.Cryptography;
using System.Text;

namespace Weir.Gateway.Browsers;

/// <summary>Tokens of links and cookies: 256 random bits, of which only the hash is kept.</summary>
internal static class BrowserToken
{
    private const int LongestLookedAt = 128;

    /// <summary>A new token, fit for addresses and cookies.</summary>
    public static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>What the database knows it by. There is nothing to guess in 256 bits, so nothing slower is needed.</summary>
    public static string Hash(string token)
    {
        ArgumentNullException.ThrowIfNull(token);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token.Length > LongestLookedAt ? token[..LongestLookedAt] : token)));
    }
}
