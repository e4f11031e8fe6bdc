using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Weir.Credentials;

namespace Weir.Gateway.Alerts;

/// <summary>The signature of the Standard Webhooks specification: HMAC-SHA256 over <c>id.timestamp.body</c>. Pure.</summary>
internal static class WebhookSignature
{
    private const string Prefix = "whsec_";

    /// <summary>The value of <c>webhook-signature</c>.</summary>
    /// <param name="secret"><c>whsec_</c> and base64, or a text that stands for its UTF-8 bytes.</param>
    /// <param name="id">The value of <c>webhook-id</c>.</param>
    /// <param name="at">The value of <c>webhook-timestamp</c>, in unix seconds.</param>
    /// <param name="body">The bytes that are sent.</param>
    public static string Of(Secret secret, string id, long at, ReadOnlySpan<byte> body)
    {
        var text = secret.Reveal();
        var key = text.StartsWith(Prefix, StringComparison.Ordinal) ? Convert.FromBase64String(text[Prefix.Length..]) : Encoding.UTF8.GetBytes(text);
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        mac.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{at}.")));
        mac.AppendData(body);
        return "v1," + Convert.ToBase64String(mac.GetHashAndReset());
    }
}
