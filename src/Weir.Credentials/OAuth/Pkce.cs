using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Weir.Credentials.OAuth;

/// <summary>One proof key of RFC 7636, method S256.</summary>
/// <param name="Verifier">What the token request shows; 43 to 128 characters.</param>
public sealed record Pkce(string Verifier)
{
    /// <summary>What the authorize request names.</summary>
    public const string Method = "S256";

    /// <summary>What the authorize request shows.</summary>
    public string Challenge { get; } = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    /// <summary>A fresh one.</summary>
    public static Pkce Create() => new(RandomText.Create());
}
