using System.Security.Cryptography;
using System.Text;
using Weir.Metering.Keys;

namespace Weir.Gateway.Security;

/// <summary>
/// A token that lives as long as this process and is written, readable by its user alone, into the data folder: whoever can read that folder
/// can change the database anyway, so the command line on the same machine needs no admin key.
/// </summary>
internal sealed class LocalAdminToken
{
    private readonly byte[] _hash;

    public LocalAdminToken()
    {
        Value = "weir-local-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        _hash = SHA256.HashData(Encoding.UTF8.GetBytes(Value));
    }

    /// <summary>Who the token's holder is in logs and audits.</summary>
    public static ClientKey Key { get; } = new() { Id = "key_local", Name = "local", Prefix = "weir-local", IsAdmin = true, CreatedAt = DateTimeOffset.UnixEpoch };

    public string Value { get; }

    public bool Matches(ReadOnlySpan<char> presented) =>
        presented.Length == Value.Length && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(presented.ToString())), _hash);
}
