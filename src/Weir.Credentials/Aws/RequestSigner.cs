using System.Globalization;
using System.Security.Cryptography;

namespace Weir.Credentials.Aws;

/// <summary>Puts a signature on a request: host, date, content type and session token are signed, and the whole body.</summary>
internal static class RequestSigner
{
    /// <summary>Signs, in place of what an earlier attempt put on. The body is buffered, so that it can be hashed and then sent.</summary>
    public static async ValueTask SignAsync(HttpRequestMessage request, AwsKeys keys, SigningScope scope, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var address = request.RequestUri ?? throw new ArgumentException("A request without an address can't be signed.", nameof(request));
        var body = await HashAsync(request.Content, cancellationToken);

        Put(request, SignatureV4.DateHeader, SignatureV4.Stamp(at));
        Put(request, SignatureV4.TokenHeader, keys.Session?.Reveal());
        var headers = HeadersOf(request, address, keys, at);
        var canonical = CanonicalRequest.Write(request.Method.Method, address.AbsolutePath, address.Query.TrimStart('?'), headers, body);
        Put(request, "Authorization", SignatureV4.Authorize(keys, scope, at, canonical, CanonicalRequest.SignedHeaders(headers)));
    }

    private static List<KeyValuePair<string, string>> HeadersOf(HttpRequestMessage request, Uri address, AwsKeys keys, DateTimeOffset at)
    {
        // No more than these: a proxy on the way may touch any other header.
        var headers = new List<KeyValuePair<string, string>>(4);
        if (request.Content is { } content && content.Headers.NonValidated.TryGetValues("Content-Type", out var type))
        {
            headers.Add(new("content-type", CanonicalRequest.Clean(type.ToString())));
        }

        headers.Add(new("host", request.Headers.Host ?? (address.IsDefaultPort ? address.IdnHost : string.Create(CultureInfo.InvariantCulture, $"{address.IdnHost}:{address.Port}"))));
        headers.Add(new("x-amz-date", SignatureV4.Stamp(at)));
        if (keys.Session is { } session)
        {
            headers.Add(new("x-amz-security-token", session.Reveal()));
        }

        return headers;
    }

    private static async ValueTask<string> HashAsync(HttpContent? content, CancellationToken cancellationToken)
    {
        if (content is null)
        {
            return SignatureV4.Hash([]);
        }

        await content.LoadIntoBufferAsync(cancellationToken);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var sink = new HashingStream(hash);
        await content.CopyToAsync(sink, cancellationToken);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Put(HttpRequestMessage request, string name, string? value)
    {
        request.Headers.Remove(name);
        if (value is not null)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }
}
