using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Weir.Dialects.Errors;

namespace Weir.Gateway.SignOn;

/// <summary>The page that says why a sign-in was refused.</summary>
internal static class SignOnPage
{
    public static Task SendRefusalAsync(HttpContext http, WeirError refusal)
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));
        var page = $$"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>Not signed in – Weir</title>
            <style nonce="{{nonce}}">body { font: 16px/1.5 system-ui, sans-serif; max-width: 40rem; margin: 4rem auto; padding: 0 1rem; color-scheme: light dark }</style>
            </head>
            <body>
            <main>
            <h1>You are not signed in</h1>
            <p>{{WebUtility.HtmlEncode(refusal.Message)}}</p>
            <p>{{WebUtility.HtmlEncode(refusal.Action)}}</p>
            <p><a href="/console/sign-in">Back to the sign-in</a></p>
            </main>
            </body>
            </html>
            """;
        var response = http.Response;
        response.StatusCode = refusal.Status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers.ContentSecurityPolicy = $"default-src 'none'; style-src 'nonce-{nonce}'; base-uri 'none'; frame-ancestors 'none'";
        return response.WriteAsync(page, Encoding.UTF8, http.RequestAborted);
    }
}
