using System.Net.WebSockets;

namespace Weir.Gateway.Sockets;

/// <summary>How one side of a relayed WebSocket ended.</summary>
/// <param name="Side">The socket that ended.</param>
/// <param name="Status">Its close code; null when it broke off without one.</param>
/// <param name="Text">Its reason, where it gave one.</param>
internal sealed record SocketEnd(WebSocket Side, WebSocketCloseStatus? Status, string? Text)
{
    /// <summary>Why Weir ended it itself; null where a side did.</summary>
    public Dialects.Errors.WeirError? Refusal { get; init; }

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>A socket that received its close frame.</summary>
    public static SocketEnd Closed(WebSocket side) => new(side, side.CloseStatus ?? WebSocketCloseStatus.NormalClosure, side.CloseStatusDescription);

    /// <summary>A socket that broke off.</summary>
    public static SocketEnd Broken(WebSocket side) => new(side, null, null);

    /// <summary>Sends a close frame; a peer that does not take it within a second is cut off.</summary>
    public static async Task CloseAsync(WebSocket socket, WebSocketCloseStatus status, string? text)
    {
        if (socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived))
        {
            return;
        }

        using var limit = new CancellationTokenSource(Patience);
        try
        {
            // A close frame without a code is told as 1005, which may not be sent.
            await (status == WebSocketCloseStatus.Empty
                ? socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, limit.Token)
                : socket.CloseOutputAsync(status, text, limit.Token));
        }
        catch (Exception exception) when (IsGone(exception))
        {
            socket.Abort();
        }
        catch (ArgumentException)
        {
            // A code that is not allowed on the wire.
            socket.Abort();
        }
    }

    /// <summary>True for the ways in which a peer that is gone shows.</summary>
    public static bool IsGone(Exception exception) =>
        exception is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException or InvalidOperationException;
}
