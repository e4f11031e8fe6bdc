using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;
using Weir.Dialects.Errors;
using Weir.Gateway.Pipeline;

namespace Weir.Gateway.Sockets;

/// <summary>Takes a client's WebSocket.</summary>
internal static class SocketUpgrade
{
    /// <summary>Accepts the upgrade. Pings go out at every <paramref name="heartbeat"/>; a client that answers none for twice as long is gone.</summary>
    public static Task<WebSocket> AcceptAsync(HttpContext http, string? subprotocol, TimeSpan heartbeat) =>
        http.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext { SubProtocol = subprotocol, KeepAliveInterval = heartbeat, KeepAliveTimeout = heartbeat * 2 });

    /// <summary>Tells a client that came without an upgrade what this address wants.</summary>
    public static Task RefusePlainAsync(HttpContext http)
    {
        http.Response.Headers.Upgrade = "websocket";
        var error = new WeirError(ErrorKind.InvalidRequest, $"{http.Request.Path} is a WebSocket.", "Open it with a WebSocket client (ws:// or wss://).") { Status = StatusCodes.Status426UpgradeRequired };
        return ErrorAnswer.WriteAsync(http.Response, error, http.RequestAborted);
    }
}
