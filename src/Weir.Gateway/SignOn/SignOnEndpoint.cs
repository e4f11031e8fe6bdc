using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Browsers;
using Weir.Gateway.Audit;
using Weir.Gateway.Browsers;
using Weir.Gateway.Security;
using Weir.Gateway.SignOn.Oidc;
using Weir.Gateway.SignOn.Proxy;
using Weir.Routing.Configuration;

namespace Weir.Gateway.SignOn;

/// <summary>What the sign-in page offers, and the way to the identity provider and back. Anybody may come here.</summary>
internal sealed class SignOnEndpoint(ConsoleConfig config, IProxySignOn proxy, BrowserSessions sessions, AuditLog audit, AuditTally tally, OidcSignOn? oidc = null)
{
    public const string Root = "/console/sign-on";

    private const string Callback = Root + "/callback";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPublic("GET", Root + "/offer", OfferAsync);
        if (oidc is not null)
        {
            routes.MapPublic("GET", Root + "/start", http => StartAsync(http, oidc));
            routes.MapPublic("GET", Callback, http => FinishAsync(http, oidc));
        }
    }

    private Task OfferAsync(HttpContext http)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(new SignOnOffer(oidc?.Label, proxy.Vouches(http)), AdminJson.Default.SignOnOffer);
        http.Response.ContentType = "application/json";
        http.Response.Headers.CacheControl = "no-store";
        return http.Response.Body.WriteAsync(bytes, http.RequestAborted).AsTask();
    }

    private async Task StartAsync(HttpContext http, OidcSignOn oidc)
    {
        var (url, browser, refusal) = await oidc.StartAsync(RedirectUri(http), http.RequestAborted);
        if (url is null)
        {
            await SignOnPage.SendRefusalAsync(http, refusal!);
            return;
        }

        SignOnCookie.Set(http, browser!, IsSecure(http));
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        http.Response.Redirect(url);
    }

    private async Task FinishAsync(HttpContext http, OidcSignOn oidc)
    {
        AuditScope.Actor = AuditScope.SignOn(http, "oidc");
        var (user, refusal) = await oidc.FinishAsync(http.Request.Query, SignOnCookie.Of(http.Request), RedirectUri(http), http.RequestAborted);
        SignOnCookie.Clear(http, IsSecure(http));
        if (user is null)
        {
            tally.Note(new AuditNote { Kind = AuditKinds.ConsoleSignInRefused, Subject = "console", Actor = AuditScope.Stranger(http), After = AuditFacts.Of(("by", "oidc")) });
            await SignOnPage.SendRefusalAsync(http, refusal!);
            return;
        }

        var (token, expiresAt) = await sessions.OpenAsync(user.Id, http.RequestAborted);
        audit.Note(new AuditNote
        {
            Kind = AuditKinds.ConsoleSignIn,
            Subject = user.Name,
            Actor = AuditScope.SignedIn(http, new Caller(user.Id, user.Name, user.Role, user.Name)),
            After = AuditFacts.Of(("by", "oidc"), ("expiresAt", expiresAt)),
        });
        BrowserCookie.Set(http, token, expiresAt, IsSecure(http));
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = "/console/";
    }

    private string RedirectUri(HttpContext http) =>
        (config.Url?.GetLeftPart(UriPartial.Authority) ?? $"{http.Request.Scheme}://{http.Request.Host}") + Callback;

    private bool IsSecure(HttpContext http) => BrowserCookie.IsSecure(http.Request, config);
}
