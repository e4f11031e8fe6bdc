using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Weir.Acceptance.Tests.Upstream;

/// <summary>Whole messages over a WebSocket.</summary>
internal static class SocketMessages
{
    public static Task SendAsync(this WebSocket socket, string text, CancellationToken cancellationToken) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);

    /// <summary>The next message as bytes; null when the socket was closed.</summary>
    public static async Task<byte[]?> ReadAsync(this WebSocket socket, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        using var message = new MemoryStream();
        while (true)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
            if (read.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            message.Write(buffer, 0, read.Count);
            if (read.EndOfMessage)
            {
                return message.ToArray();
            }
        }
    }

    /// <summary>The next message as text.</summary>
    public static async Task<string> ReadTextAsync(this WebSocket socket, CancellationToken cancellationToken) =>
        Encoding.UTF8.GetString(await socket.ReadAsync(cancellationToken) ?? throw new InvalidOperationException($"Closed: {socket.CloseStatus} {socket.CloseStatusDescription}"));

    /// <summary>The next message as JSON.</summary>
    public static async Task<JsonElement> ReadJsonAsync(this WebSocket socket, CancellationToken cancellationToken) =>
        JsonElement.Parse(await socket.ReadTextAsync(cancellationToken));
}
