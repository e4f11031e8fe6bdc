using Microsoft.AspNetCore.Http;

namespace Weir.Console;

/// <summary>What a browser may do with the console's answers.</summary>
internal static class SecurityHeaders
{
    public static void Add(HttpResponse response)
    {
        var headers = response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
    }

    /// <summary>
    /// For a page: everything from this gateway, nothing from elsewhere, nothing inline but the style elements that bear this answer's nonce
    /// (the component library writes its theme's variables into them).
    /// </summary>
    public static void AddPolicy(HttpResponse response, string nonce) => response.Headers.ContentSecurityPolicy =
        $"default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
}
