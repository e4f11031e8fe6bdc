using System.Security.Cryptography;

namespace Weir.Metering.Keys;

/// <summary>Makes keys and their ids from the system's random numbers.</summary>
internal static class KeyGenerator
{
    public const string ClientPrefix = "weir-";
    public const string AdminPrefix = "weir-admin-";
    public const string IdPrefix = "key_";
    public const int IdDigits = 16;

    private const string Base62 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const string Base32 = "0123456789abcdefghjkmnpqrstvwxyz";

    // 43 digits of base 62 hold 256 bits. No sign among them, so that a double click takes the whole.
    private const int Digits = 43;
    private const int ShownDigits = 4;

    public static string NewKey(bool isAdmin) =>
        (isAdmin ? AdminPrefix : ClientPrefix) + RandomNumberGenerator.GetString(Base62, Digits);

    public static string NewId() => IdPrefix + RandomNumberGenerator.GetString(Base32, IdDigits);

    /// <summary>What may be shown of a key: its fixed beginning and four characters more.</summary>
    public static string Shown(string key)
    {
        var start = key.StartsWith(AdminPrefix, StringComparison.Ordinal) ? AdminPrefix.Length
            : key.StartsWith(ClientPrefix, StringComparison.Ordinal) ? ClientPrefix.Length
            : 0;
        return key[..Math.Min(start + ShownDigits, key.Length)];
    }
}
