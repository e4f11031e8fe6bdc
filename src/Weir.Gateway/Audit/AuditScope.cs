using Microsoft.AspNetCore.Http;
using Weir.Gateway.Browsers;
using Weir.Gateway.Security;

namespace Weir.Gateway.Audit;

/// <summary>Whose doing everything is that is called from here on: it follows the calls, also into work that goes on behind a request, such as a sign-in.</summary>
internal static class AuditScope
{
    private static readonly AsyncLocal<AuditActor?> Ambient = new();

    /// <summary>Null where nobody asked: then it is the process itself.</summary>
    public static AuditActor? Actor
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }

    /// <summary>Who makes an admitted request.</summary>
    public static AuditActor Of(HttpContext http, Caller caller)
    {
        var kind = BrowserCookie.Of(http.Request) is not null && !PresentedKey.IsInHeader(http.Request) ? "console"
            : caller.Id == LocalAdminToken.Key.Id ? "cli"

            // A person whom a proxy signs in: an admin key is nobody's.
            : caller.User is not null ? "console"
            : "admin_key";
        return From(http, kind, caller.Name);
    }

    /// <summary>Someone who was not let in.</summary>
    public static AuditActor Stranger(HttpContext http) => From(http, "unknown", "");

    /// <summary>Who signs in to the console, by the link, the form, or an identity provider.</summary>
    public static AuditActor SignedIn(HttpContext http, Caller caller) => From(http, "console", caller.Name);

    /// <summary>A sign-on that makes or changes the user whom it is told of.</summary>
    /// <param name="http">The person's request.</param>
    /// <param name="by"><c>oidc</c> or <c>proxy</c>.</param>
    public static AuditActor SignOn(HttpContext http, string by) => From(http, "gateway", $"sign-on ({by})");

    private static AuditActor From(HttpContext http, string kind, string name) =>
        new(kind, name, http.Connection.RemoteIpAddress is { } address ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString() : "", AgentClass.Of(http.Request.Headers.UserAgent.ToString()));
}
