using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Weir.Console;

/// <summary>The app's page, and the one that stands in for it.</summary>
internal static class Page
{
    /// <summary>What the built page has in the place of the nonce.</summary>
    public const string NoncePlace = "__NONCE__";

    private const string Missing = $$"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <title>Weir: the console is not built</title>
        <style nonce="{{NoncePlace}}">body { font: 16px/1.5 system-ui, sans-serif; max-width: 40rem; margin: 4rem auto; padding: 0 1rem; color-scheme: light dark }</style>
        </head>
        <body>
        <h1>The console is not built</h1>
        <p>This Weir was built on a machine without Node.js. The gateway, the admin API and every <code>weir</code> command work all the same.</p>
        <p>To have the console: install Node.js 20.19 or later, run <code>dotnet build</code> again, and start <code>weir serve</code>.</p>
        </body>
        </html>
        """;

    /// <summary>Sends the app's page.</summary>
    public static Task SendAsync(HttpContext http, string index) => SendAsync(http, StatusCodes.Status200OK, index);

    /// <summary>Says that there is no app, and how to get it.</summary>
    public static Task SendMissingAsync(HttpContext http) => SendAsync(http, StatusCodes.Status503ServiceUnavailable, Missing);

    private static Task SendAsync(HttpContext http, int status, string page)
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));
        var bytes = Encoding.UTF8.GetBytes(page.Replace(NoncePlace, nonce, StringComparison.Ordinal));
        var response = http.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        SecurityHeaders.AddPolicy(response, nonce);
        response.ContentLength = bytes.Length;
        return response.Body.WriteAsync(bytes, http.RequestAborted).AsTask();
    }
}
