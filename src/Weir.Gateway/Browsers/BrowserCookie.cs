using Microsoft.AspNetCore.Http;

namespace Weir.Gateway.Browsers;

/// <summary>The console's cookie. Scripts can't read it, other sites can't have it sent, and it goes to the admin API alone.</summary>
internal static class BrowserCookie
{
    private const string Name = "weir_session";

    /// <summary>Its value; null when the request has none.</summary>
    public static string? Of(HttpRequest request) => request.Cookies.TryGetValue(Name, out var token) && token.Length > 0 ? token : null;

    public static void Set(HttpContext http, string token, DateTimeOffset expiresAt) => http.Response.Cookies.Append(Name, token, Options(http.Request, expiresAt));

    public static void Clear(HttpContext http) => http.Response.Cookies.Delete(Name, Options(http.Request, null));

    private static CookieOptions Options(HttpRequest request, DateTimeOffset? expiresAt) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = request.IsHttps,
        Path = "/admin",
        Expires = expiresAt,
    };
}
