using System.Security.Cryptography;
using System.Text;

namespace Weir.Metering.Keys;

/// <summary>Keys given by variables. They are in no table: the variable rules.</summary>
public static class FixedKeys
{
    /// <summary>The variable of the first client key, which is the key's name too.</summary>
    public const string Client = "WEIR_KEY";

    /// <summary>The variable of the first admin key, which is the key's name too.</summary>
    public const string Admin = "WEIR_ADMIN_KEY";

    internal static readonly string[] Names = [Client, Admin];

    /// <summary>The name behind an id in the ledger; null when it is not a fixed key's.</summary>
    public static string? NameOf(string? id) => Array.Find(Names, name => IdOf(name) == id);

    // From the name and not from the key: the ledger keeps ids, and a chosen key could be guessed from its hash.
    internal static string IdOf(string name) =>
        KeyGenerator.IdPrefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..KeyGenerator.IdDigits];
}
