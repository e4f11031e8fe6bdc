using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Weir.Dialects.Errors;
using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Browsers;
using Weir.Gateway.Audit;
using Weir.Gateway.Security;
using Weir.Metering.Keys;
using Weir.Metering.People;
using Weir.Routing.Configuration;

namespace Weir.Gateway.Browsers;

/// <summary>Signs browsers in and out.</summary>
internal sealed class ConsoleSessionEndpoint(BrowserSessions sessions, IKeyRing keys, LocalAdminToken localAdmin, ConsoleConfig config, AuditLog audit, AuditTally tally)
{
    /// <summary>Where a link or a key becomes a cookie. Anybody may knock here.</summary>
    public const string SignInPath = "/console/session";

    private const int LargestBody = 4096;

    /// <param name="routes">Takes the public route.</param>
    /// <param name="mapAdmin">Takes routes of the admin API.</param>
    public void Map(IEndpointRouteBuilder routes, Action<AdminRoute, RequestDelegate> mapAdmin)
    {
        routes.MapPublic("POST", SignInPath, SignInAsync);
        mapAdmin(AdminRoutes.EndConsoleSession, SignOutAsync);
    }

    private async Task SignInAsync(HttpContext http)
    {
        // Also here: another site must not sign a person in as somebody else.
        if (!SameOrigin.Allows(http.Request))
        {
            await RefuseAsync(http, ErrorKind.NotAllowed, "Only the console's own pages sign in here.", $"Send the header {SameOrigin.Header}.");
            return;
        }

        ConsoleSignIn wanted;
        try
        {
            wanted = await AdminEndpoints.ReadAsync(http, AdminJson.Default.ConsoleSignIn, http.RequestAborted, LargestBody);
        }
        catch (AdminException exception)
        {
            await AdminEndpoints.WriteProblemAsync(http, exception.Problem);
            return;
        }

        if (await CallerAsync(wanted, http.RequestAborted) is not { } caller)
        {
            tally.Note(new AuditNote { Kind = AuditKinds.ConsoleSignInRefused, Subject = "console", Actor = AuditScope.Stranger(http), After = AuditFacts.Of(("by", wanted.Token is null ? "key" : "link")) });
            await (wanted.Token is null
                ? RefuseAsync(http, ErrorKind.InvalidCredentials, "This is not an admin key of this gateway, or it is over.", "`weir keys create NAME --admin` makes one; `weir console open` needs none.")
                : RefuseAsync(http, ErrorKind.InvalidCredentials, "This link has been used, or it is older than ten minutes.", "`weir console open` makes a new one."));
            return;
        }

        var (token, expiresAt) = await sessions.OpenAsync(caller.Id, http.RequestAborted);
        BrowserCookie.Set(http, token, expiresAt, BrowserCookie.IsSecure(http.Request, config));
        audit.Note(new AuditNote { Kind = AuditKinds.ConsoleSignIn, Subject = caller.Name, Actor = AuditScope.SignedIn(http, caller), After = AuditFacts.Of(("by", wanted.Token is null ? "key" : "link"), ("expiresAt", expiresAt)) });
        http.Response.Headers.CacheControl = "no-store";
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private async Task<Caller?> CallerAsync(ConsoleSignIn wanted, CancellationToken cancellationToken) => wanted switch
    {
        { Token: { } token } => await sessions.UseLinkAsync(token, cancellationToken),
        { Key: { Length: > 0 } text } when localAdmin.Matches(text) => Caller.Of(LocalAdminToken.Key),
        { Key: { Length: > 0 } text } when keys.Find(text) is { State: KeyState.Valid, Key: { IsAdmin: true } key } => Caller.Of(key),
        _ => null,
    };

    private async Task SignOutAsync(HttpContext http)
    {
        if (http.Request.Query["all"] == "true")
        {
            // An admin ends everybody's; anybody else can only mean his own.
            var caller = AdminQuery.CallerOf(http);
            await (caller.Role == Role.Admin ? sessions.EndAllAsync(http.RequestAborted) : sessions.EndAllOfAsync(caller.Id, http.RequestAborted));
        }
        else if (BrowserCookie.Of(http.Request) is { } token)
        {
            await sessions.EndAsync(token, http.RequestAborted);
        }

        BrowserCookie.Clear(http, BrowserCookie.IsSecure(http.Request, config));
        audit.Note(new AuditNote { Kind = AuditKinds.ConsoleSignOut, Subject = "console", After = AuditFacts.Of(("all", http.Request.Query["all"] == "true")) });
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static Task RefuseAsync(HttpContext http, ErrorKind kind, string detail, string action) =>
        AdminEndpoints.WriteProblemAsync(http, AdminProblem.From(new WeirError(kind, detail, action)));
}
