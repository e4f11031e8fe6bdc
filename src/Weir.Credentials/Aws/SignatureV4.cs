using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Weir.Credentials.Aws;

/// <summary>AWS Signature Version 4: key derivation and the two headers it ends in. Pure.</summary>
internal static class SignatureV4
{
    public const string DateHeader = "X-Amz-Date";
    public const string TokenHeader = "X-Amz-Security-Token";
    private const string Algorithm = "AWS4-HMAC-SHA256";
    private const string StampForm = "yyyyMMdd'T'HHmmss'Z'";

    /// <summary>The form of <see cref="DateHeader"/>: <c>20150830T123600Z</c>.</summary>
    public static string Stamp(DateTimeOffset at) => at.UtcDateTime.ToString(StampForm, CultureInfo.InvariantCulture);

    /// <summary>The time a stamp tells; null for any other text.</summary>
    public static DateTimeOffset? ReadStamp(string stamp) =>
        DateTimeOffset.TryParseExact(stamp, StampForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    /// <summary>The value of the Authorization header.</summary>
    /// <param name="keys">Whose signature.</param>
    /// <param name="scope">Where it holds.</param>
    /// <param name="at">When; the same as in <see cref="DateHeader"/>.</param>
    /// <param name="canonical">What <see cref="CanonicalRequest.Write"/> wrote.</param>
    /// <param name="signedHeaders">What <see cref="CanonicalRequest.SignedHeaders"/> says.</param>
    public static string Authorize(AwsKeys keys, SigningScope scope, DateTimeOffset at, string canonical, string signedHeaders)
    {
        var stamp = Stamp(at);
        var day = stamp[..8];
        var place = $"{day}/{scope.Region}/{scope.Service}/aws4_request";
        var toSign = $"{Algorithm}\n{stamp}\n{place}\n{Hash(Encoding.UTF8.GetBytes(canonical))}";

        var key = Mac(Encoding.UTF8.GetBytes("AWS4" + keys.Key.Reveal()), day);
        key = Mac(key, scope.Region);
        key = Mac(key, scope.Service);
        key = Mac(key, "aws4_request");
        return $"{Algorithm} Credential={keys.Id}/{place}, SignedHeaders={signedHeaders}, Signature={Convert.ToHexStringLower(Mac(key, toSign))}";
    }

    public static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
}
