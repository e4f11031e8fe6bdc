using Microsoft.AspNetCore.Http;
using Weir.Dialects.Errors;
using Weir.Gateway.Pipeline;
using Weir.Gateway.Telemetry;
using Weir.Metering.Keys;

namespace Weir.Gateway.Security;

/// <summary>
/// Admission to the data plane: whose key is it, and does it open this door? Requests without a good key are counted, not booked: an unknown
/// caller must not be able to fill the ledger. The admin API has its own, <see cref="AdminDoor"/>.
/// </summary>
internal sealed class Gatekeeper(IKeyRing keys, GatewayMetrics metrics)
{
    public Task RunAsync(HttpContext http, Func<HttpContext, ClientKey, Task> handler)
    {
        var presented = PresentedKey.Of(http.Request);
        var lookup = presented.IsEmpty ? default : keys.Find(presented);
        var refusal = Refusal(lookup, Access.Client, presented.IsEmpty);
        if (refusal is null)
        {
            return handler(http, lookup.Key!);
        }

        metrics.NoteRefusedKey();
        if (refusal.Status == 401)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
        }

        return ErrorAnswer.WriteAsync(http.Response, refusal, http.RequestAborted);
    }

    /// <summary>Why a key does not open a door; null when it does.</summary>
    public static WeirError? Refusal(KeyLookup lookup, Access access, bool isMissing) => lookup switch
    {
        _ when isMissing => new WeirError(ErrorKind.InvalidCredentials, "The request carries no key.", "Send a Weir key as \"Authorization: Bearer KEY\", x-api-key or x-goog-api-key; `weir keys create NAME` makes one."),
        { State: KeyState.Revoked } => new WeirError(ErrorKind.InvalidCredentials, "This key has been revoked.", "Ask for a new one; `weir keys create NAME` makes one."),
        { State: KeyState.Expired } => new WeirError(ErrorKind.InvalidCredentials, "This key has expired.", "Ask for a new one; `weir keys create NAME` makes one."),
        { State: KeyState.UserDisabled } => new WeirError(ErrorKind.InvalidCredentials, "The user of this key has been disabled.", "Ask an admin of the gateway; `weir users edit NAME --enable` ends it."),
        { State: not KeyState.Valid } => new WeirError(ErrorKind.InvalidCredentials, "This gateway does not know the key.", "Use a key made by this gateway (`weir keys create NAME`); a provider's own key stays in its connection."),
        { Key.IsAdmin: true } when access == Access.Client => new WeirError(ErrorKind.NotAllowed, "An admin key opens the admin API only.", "Use a client key; `weir keys create NAME` makes one."),
        { Key.IsAdmin: false } when access == Access.Admin => new WeirError(ErrorKind.NotAllowed, "A client key does not open the admin API.", "Use an admin key; `weir keys create NAME --admin` makes one."),
        _ => null,
    };
}
