using Microsoft.AspNetCore.Http;
using Weir.Dialects.Errors;
using Weir.Gateway.Admin;
using Weir.Gateway.Audit;
using Weir.Gateway.Browsers;
using Weir.Gateway.SignOn.Proxy;
using Weir.Gateway.Telemetry;
using Weir.Metering.Keys;
using Weir.Metering.People;

namespace Weir.Gateway.Security;

/// <summary>
/// Admission to the admin API: an admin key, a trusted proxy's word, or the console's cookie, in this order; and then whether the role
/// is enough.
/// </summary>
internal sealed class AdminDoor(IKeyRing keys, LocalAdminToken localAdmin, IBrowserSessions browsers, IProxySignOn proxy, GatewayMetrics metrics, AuditTally audit)
{
    public async Task RunAsync(HttpContext http, Role least, Func<HttpContext, Caller, Task> handler)
    {
        var (caller, refusal) = await WhoAsync(http);
        if (caller is null)
        {
            metrics.NoteRefusedKey();
            NoteRefused(http);
            if (refusal!.Status == 401)
            {
                http.Response.Headers.WWWAuthenticate = "Bearer";
            }

            await AdminEndpoints.WriteProblemAsync(http, AdminProblem.From(refusal));
        }
        else if (caller.Role < least)
        {
            await AdminEndpoints.WriteProblemAsync(http, AdminProblem.From(TooLittle(caller.Role, least)));
        }
        else
        {
            await handler(http, caller);
        }
    }

    private async ValueTask<(Caller? Caller, WeirError? Refusal)> WhoAsync(HttpContext http)
    {
        // A filter of the admin API is named key too: where there is a cookie or a proxy's word, a key in the address is not one.
        if (PresentedKey.IsInHeader(http.Request))
        {
            return OfKey(http);
        }

        if (proxy.Vouches(http))
        {
            return SameOrigin.Allows(http.Request) ? await proxy.SignInAsync(http) : (null, OtherOrigin);
        }

        if (BrowserCookie.Of(http.Request) is not { } cookie)
        {
            return OfKey(http);
        }

        return !SameOrigin.Allows(http.Request) ? (null, OtherOrigin)
            : await browsers.FindAsync(cookie, http.RequestAborted) is { } caller ? (caller, null)
            : (null, new WeirError(ErrorKind.InvalidCredentials, "This browser is not signed in any more.", "Sign in again; `weir console open` gives a link."));
    }

    /// <summary>Somebody knocked without a key that opens it. Of the key itself nothing is told but whose it is.</summary>
    private void NoteRefused(HttpContext http)
    {
        var presented = PresentedKey.Of(http.Request);
        var lookup = presented.IsEmpty ? default : keys.Find(presented);
        audit.Note(new AuditNote
        {
            Kind = AuditKinds.KeyRefused,
            Subject = lookup.Key?.Name ?? "",
            Actor = AuditScope.Stranger(http),
            After = AuditFacts.Of(("presented", !presented.IsEmpty ? lookup.State.ToString().ToLowerInvariant() : BrowserCookie.Of(http.Request) is null ? "none" : "cookie")),
        });
    }

    private (Caller? Caller, WeirError? Refusal) OfKey(HttpContext http)
    {
        var presented = PresentedKey.Of(http.Request);
        if (localAdmin.Matches(presented))
        {
            return (Caller.Of(LocalAdminToken.Key), null);
        }

        var lookup = presented.IsEmpty ? default : keys.Find(presented);
        return Gatekeeper.Refusal(lookup, Access.Admin, presented.IsEmpty) is { } refusal ? (null, refusal) : (Caller.Of(lookup.Key!), null);
    }

    private static WeirError OtherOrigin => new(
        ErrorKind.NotAllowed, "The request does not come from the console's own pages.", $"Send a key, or the header {SameOrigin.Header} from a page of this gateway.");

    private static WeirError TooLittle(Role role, Role least) => new(
        ErrorKind.NotAllowed,
        $"A {role.Word()} may not do this; {(least == Role.Admin ? "an admin" : $"a {least.Word()} or an admin")} may.",
        "Ask an admin; `weir users edit NAME --role ROLE` gives a role.");
}
