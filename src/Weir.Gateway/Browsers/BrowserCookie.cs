using Microsoft.AspNetCore.Http;
using Weir.Routing.Configuration;

namespace Weir.Gateway.Browsers;

/// <summary>The console's cookie. Scripts can't read it, other sites can't have it sent, and it goes to the admin API alone.</summary>
internal static class BrowserCookie
{
    private const string Name = "weir_session";

    /// <summary>Its value; null when the request has none.</summary>
    public static string? Of(HttpRequest request) => request.Cookies.TryGetValue(Name, out var token) && token.Length > 0 ? token : null;

    public static void Set(HttpContext http, string token, DateTimeOffset expiresAt, bool isSecure) => http.Response.Cookies.Append(Name, token, Options(isSecure, expiresAt));

    public static void Clear(HttpContext http, bool isSecure) => http.Response.Cookies.Delete(Name, Options(isSecure, null));

    /// <summary>Whether browsers see the gateway by https: a proxy before it may speak http to it.</summary>
    public static bool IsSecure(HttpRequest request, ConsoleConfig config) => request.IsHttps || config.Url is { Scheme: "https" };

    private static CookieOptions Options(bool isSecure, DateTimeOffset? expiresAt) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = isSecure,
        Path = "/admin",
        Expires = expiresAt,
    };
}
