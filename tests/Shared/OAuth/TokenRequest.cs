using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Weir.TestKit.OAuth;

/// <summary>Reads requests to the token and device endpoints, strictly.</summary>
internal static class TokenRequest
{
    /// <summary>The parameters; null when the body has another type, or a parameter comes twice.</summary>
    public static async Task<IReadOnlyDictionary<string, string>?> ReadAsync(HttpRequest request, bool wantsJson)
    {
        if (wantsJson)
        {
            if (request.ContentType?.StartsWith("application/json", StringComparison.Ordinal) != true)
            {
                return null;
            }

            using var json = await JsonDocument.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted);
            return json.RootElement.EnumerateObject().ToDictionary(static member => member.Name, static member => member.Value.GetString()!, StringComparer.Ordinal);
        }

        if (!request.HasFormContentType || request.ContentType!.StartsWith("multipart", StringComparison.Ordinal))
        {
            return null;
        }

        var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
        return form.Any(static field => field.Value.Count != 1) ? null : form.ToDictionary(static field => field.Key, static field => field.Value.ToString(), StringComparer.Ordinal);
    }

    /// <summary>What is wrong with how the client shows itself (RFC 6749, section 2.3); null when nothing is.</summary>
    public static string? Complaint(HttpRequest request, IReadOnlyDictionary<string, string> form, ServerRules rules)
    {
        var header = request.Headers.Authorization.ToString();
        if (rules.WantsBasic)
        {
            return !IsShown(header, rules) ? "the Authorization header is wrong" : form.ContainsKey("client_secret") ? "more than one way to show the client" : null;
        }

        return header.Length > 0 ? "an Authorization header that nobody asked for"
            : form.GetValueOrDefault("client_id") != rules.ClientId ? "another client"
            : form.GetValueOrDefault("client_secret") != rules.ClientSecret ? "another secret"
            : null;
    }

    // Both halves are form-encoded before they are joined.
    private static bool IsShown(string header, ServerRules rules)
    {
        var bytes = new byte[header.Length];
        return header.StartsWith("Basic ", StringComparison.Ordinal) && Convert.TryFromBase64String(header[6..], bytes, out var length) &&
            Encoding.ASCII.GetString(bytes, 0, length).Split(':') is [var id, var secret] &&
            WebUtility.UrlDecode(id) == rules.ClientId && WebUtility.UrlDecode(secret) == (rules.ClientSecret ?? "");
    }
}
