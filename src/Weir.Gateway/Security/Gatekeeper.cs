using Microsoft.AspNetCore.Http;
using Weir.Dialects.Errors;
using Weir.Gateway.Admin;
using Weir.Gateway.Audit;
using Weir.Gateway.Browsers;
using Weir.Gateway.Pipeline;
using Weir.Gateway.Telemetry;
using Weir.Metering.Keys;

namespace Weir.Gateway.Security;

/// <summary>
/// Admission: whose key is it, and does it open this door? Requests without a good key are counted, not booked: an unknown
/// caller must not be able to fill the ledger.
/// </summary>
internal sealed class Gatekeeper(IKeyRing keys, LocalAdminToken localAdmin, IBrowserSessions browsers, GatewayMetrics metrics, AuditTally audit)
{
    public Task RunAsync(HttpContext http, Access access, Func<HttpContext, ClientKey, Task> handler)
    {
        // A filter of the admin API is named key too: where there is a cookie, a key in the address is not one.
        if (access == Access.Admin && BrowserCookie.Of(http.Request) is { } cookie && !PresentedKey.IsInHeader(http.Request))
        {
            return RunSignedInAsync(http, cookie, handler);
        }

        var presented = PresentedKey.Of(http.Request);
        if (access == Access.Admin && localAdmin.Matches(presented))
        {
            return handler(http, LocalAdminToken.Key);
        }

        var lookup = presented.IsEmpty ? default : keys.Find(presented);
        var refusal = Refusal(lookup, access, presented.IsEmpty);
        if (refusal is null)
        {
            return handler(http, lookup.Key!);
        }

        metrics.NoteRefusedKey();
        if (access == Access.Admin)
        {
            NoteRefused(http, lookup.Key?.Name, presented.IsEmpty ? "none" : lookup.State.ToString().ToLowerInvariant());
        }

        if (refusal.Status == 401)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
        }

        return access == Access.Admin
            ? AdminEndpoints.WriteProblemAsync(http, AdminProblem.From(refusal))
            : ErrorAnswer.WriteAsync(http.Response, refusal, http.RequestAborted);
    }

    private async Task RunSignedInAsync(HttpContext http, string cookie, Func<HttpContext, ClientKey, Task> handler)
    {
        if (!SameOrigin.Allows(http.Request))
        {
            await AdminEndpoints.WriteProblemAsync(http, AdminProblem.From(new WeirError(ErrorKind.NotAllowed, "The request does not come from the console's own pages.", $"Send a key, or the header {SameOrigin.Header} from a page of this gateway.")));
        }
        else if (await browsers.FindAsync(cookie, http.RequestAborted) is { } key)
        {
            await handler(http, key);
        }
        else
        {
            metrics.NoteRefusedKey();
            NoteRefused(http, null, "cookie");
            await AdminEndpoints.WriteProblemAsync(http, AdminProblem.From(new WeirError(ErrorKind.InvalidCredentials, "This browser is not signed in any more.", "Sign in again; `weir console open` gives a link.")));
        }
    }

    /// <summary>Somebody knocked at the admin API without a key that opens it. Of the key itself nothing is told.</summary>
    private void NoteRefused(HttpContext http, string? key, string how) => audit.Note(new AuditNote
    {
        Kind = AuditKinds.KeyRefused,
        Subject = key ?? "",
        Actor = AuditScope.Stranger(http),
        After = AuditFacts.Of(("presented", how)),
    });

    private static WeirError? Refusal(KeyLookup lookup, Access access, bool isMissing) => lookup switch
    {
        _ when isMissing => new WeirError(ErrorKind.InvalidCredentials, "The request carries no key.", "Send a Weir key as \"Authorization: Bearer KEY\", x-api-key or x-goog-api-key; `weir keys create NAME` makes one."),
        { State: KeyState.Revoked } => new WeirError(ErrorKind.InvalidCredentials, "This key has been revoked.", "Ask for a new one; `weir keys create NAME` makes one."),
        { State: KeyState.Expired } => new WeirError(ErrorKind.InvalidCredentials, "This key has expired.", "Ask for a new one; `weir keys create NAME` makes one."),
        { State: not KeyState.Valid } => new WeirError(ErrorKind.InvalidCredentials, "This gateway does not know the key.", "Use a key made by this gateway (`weir keys create NAME`); a provider's own key stays in its connection."),
        { Key.IsAdmin: true } when access == Access.Client => new WeirError(ErrorKind.NotAllowed, "An admin key opens the admin API only.", "Use a client key; `weir keys create NAME` makes one."),
        { Key.IsAdmin: false } when access == Access.Admin => new WeirError(ErrorKind.NotAllowed, "A client key does not open the admin API.", "Use an admin key; `weir keys create NAME --admin` makes one."),
        _ => null,
    };
}
