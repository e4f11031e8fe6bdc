using System.Buffers.Text;
using System.Security.Cryptography;

namespace Weir.Credentials.OAuth;

/// <summary>Texts that nobody can guess: states, nonces, code verifiers.</summary>
internal static class RandomText
{
    /// <summary>43 characters of the URL-safe base64 alphabet, 256 bits.</summary>
    public static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}
