using Microsoft.AspNetCore.Http;

namespace Weir.Gateway.SignOn;

/// <summary>Ties a sign-in to the browser that began it. Lax, for the browser comes back from another site.</summary>
internal static class SignOnCookie
{
    private const string Name = "weir_sign_on";

    public static string? Of(HttpRequest request) => request.Cookies.TryGetValue(Name, out var value) && value.Length > 0 ? value : null;

    public static void Set(HttpContext http, string value, bool isSecure) => http.Response.Cookies.Append(Name, value, Options(isSecure, Oidc.SignOnStates.Life));

    public static void Clear(HttpContext http, bool isSecure) => http.Response.Cookies.Delete(Name, Options(isSecure, null));

    private static CookieOptions Options(bool isSecure, TimeSpan? life) =>
        new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = isSecure, Path = SignOnEndpoint.Root, MaxAge = life };
}
