using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Weir.Dialects.Errors;
using Weir.Gateway.Money;
using Weir.Gateway.Pipeline;
using Weir.Gateway.Sockets;
using Weir.Metering.Budgets;
using Weir.Metering.Keys;
using Weir.Metering.Ledger;
using Weir.Metering.RateLimits;
using Weir.Routing.Snapshots;

namespace Weir.Gateway.Realtime;

/// <summary>
/// GET /v1/realtime: a realtime session of an OpenAI-shaped connection. The upstream is opened first, so that what goes wrong before the client's upgrade is an ordinary
/// error answer; later it is an <c>error</c> event and a close.
/// </summary>
internal sealed class RealtimeEndpoint(Resolver resolver, RealtimeConnector connector, RateGate gate, Debts debts, BudgetBook book, RateLimiter limiter, TargetTariffs tariffs, Settlement settlement, ISnapshotSource snapshots, RequestIds ids, TimeProvider time, GatewaySettings settings, IHostApplicationLifetime lifetime)
{
    public async Task RunAsync(HttpContext http, ClientKey key)
    {
        if (!http.WebSockets.IsWebSocketRequest)
        {
            await SocketUpgrade.RefusePlainAsync(http);
            return;
        }

        using var session = new RequestContext(http, Operations.Realtime, key, snapshots.Current, ids.Next(), time.GetUtcNow()) { Stream = true };
        http.Response.Headers["x-weir-request-id"] = session.Id;
        var (upstream, error) = await LetInAsync(session) is { } refused ? (null, refused) : await connector.ConnectAsync(session);
        if (error is not null)
        {
            settlement.Settle(session, error);
            if (error.Kind != ErrorKind.Cancelled)
            {
                session.NameTarget(session.Current?.Target);
                await ErrorAnswer.WriteAsync(http.Response, error, http.RequestAborted);
            }

            return;
        }

        using (upstream)
        {
            using var hold = new RealtimeHold(book, tariffs, session, session.Current!.Target, time);
            if (await hold.HoldNextAsync(session.Id, http.RequestAborted) is { } unaffordable)
            {
                settlement.Settle(session, unaffordable);
                await ErrorAnswer.WriteAsync(http.Response, unaffordable, http.RequestAborted);
                return;
            }

            await RelayAsync(session, upstream!, hold);
        }
    }

    private async ValueTask<WeirError?> LetInAsync(RequestContext session) =>
        Resolve(session) ?? BudgetGate.Full(limiter, Holds.SubjectsOf(session, session.Targets[0])) ?? gate.Enter(session) ?? await debts.CheckAsync(session, session.Targets[0], isPriced: true, session.Http.RequestAborted);

    private WeirError? Resolve(RequestContext session)
    {
        if (session.Http.Request.Query["model"] is not [{ Length: > 0 } model, ..])
        {
            return new WeirError(ErrorKind.InvalidRequest, "The address names no model.", "Open /v1/realtime?model=MODEL with one that GET /v1/models lists.") { Param = "model" };
        }

        session.ModelAsked = model;
        return resolver.Resolve(session);
    }

    private async Task RelayAsync(RequestContext session, ClientWebSocket upstream, RealtimeHold hold)
    {
        var http = session.Http;
        var target = session.Current!.Target;
        session.NameTarget(target);

        // The rows of one session belong together, unless the client groups them itself.
        http.Request.Headers.TryAdd("x-weir-run", session.Id);
        using var client = await SocketUpgrade.AcceptAsync(http, upstream.SubProtocol ?? (Subprotocols.Spoken(http) is [var offered, ..] ? offered : null), settings.Heartbeat);
        var books = new RealtimeBooks(session, settlement, book, hold, ids, time);
        var relay = new RealtimeRelay(
            client,
            upstream,
            new ServerEvents(books.Begin, books.Book, hold.Refuse),
            new BudgetGate(hold, books, limiter, Holds.SubjectsOf(session, target)),
            () => new WeirError(ErrorKind.NetworkError, $"{target.Name}: the upstream broke off the session.", UpstreamFailures.Action(ErrorKind.NetworkError, target.Connection)));
        var end = await relay.RunAsync(http.RequestAborted, lifetime.ApplicationStopping);
        if (end.Side == client)
        {
            books.End(ErrorKind.Cancelled, "The client left before the response was done.");
        }
        else
        {
            books.End(ErrorKind.NetworkError, "The session was ended before the response was done.");
        }
    }
}
