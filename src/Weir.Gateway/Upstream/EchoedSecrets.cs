using System.Text;
using Weir.Routing.Targets;

namespace Weir.Gateway.Upstream;

/// <summary>Some servers repeat the key that they refuse. The client must not learn it: it is the connection's, not the client's.</summary>
internal static class EchoedSecrets
{
    /// <summary>Shorter texts are no credentials, and would be found everywhere.</summary>
    private const int Shortest = 8;

    /// <summary>Headers of a connection hold plain words as well; a secret is longer.</summary>
    private const int ShortestHeader = 20;

    private static readonly string[] Headers = ["Authorization", "x-api-key", "api-key", "x-goog-api-key", "cf-aig-authorization", "x-amz-security-token", "PRIVATE-TOKEN"];

    private static readonly byte[] Instead = "[masked]"u8.ToArray();

    /// <summary>The body of a refusal without the credential that the request was signed with, and without the connection's own headers.</summary>
    public static ReadOnlyMemory<byte> Mask(ReadOnlyMemory<byte> body, HttpRequestMessage? request, Connection connection)
    {
        foreach (var value in connection.Headers.Values.Where(static value => value.Length >= ShortestHeader))
        {
            body = Without(body, Encoding.UTF8.GetBytes(value));
        }

        if (request is null)
        {
            return body;
        }

        foreach (var name in Headers)
        {
            if (request.Headers.NonValidated.TryGetValues(name, out var values))
            {
                foreach (var value in values)
                {
                    var secret = value[(value.LastIndexOf(' ') + 1)..];
                    body = secret.Length < Shortest ? body : Without(body, Encoding.UTF8.GetBytes(secret));
                }
            }
        }

        return body;
    }

    private static ReadOnlyMemory<byte> Without(ReadOnlyMemory<byte> body, byte[] secret)
    {
        if (body.Span.IndexOf(secret) < 0)
        {
            return body;
        }

        var masked = new MemoryStream(body.Length);
        var rest = body.Span;
        for (var at = rest.IndexOf(secret); at >= 0; at = rest.IndexOf(secret))
        {
            masked.Write(rest[..at]);
            masked.Write(Instead);
            rest = rest[(at + secret.Length)..];
        }

        masked.Write(rest);
        return masked.GetBuffer().AsMemory(0, (int)masked.Length);
    }
}
