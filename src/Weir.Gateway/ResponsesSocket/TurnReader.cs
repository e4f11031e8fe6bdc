using System.Buffers;
using System.Net.WebSockets;
using System.Threading.Channels;
using Weir.Dialects.Errors;
using Weir.Gateway.Sockets;

namespace Weir.Gateway.ResponsesSocket;

/// <summary>Reads a client's messages while answers are under way, so that its close is seen at once.</summary>
internal sealed class TurnReader(WebSocket socket, long mostBytes)
{
    /// <summary>So many requests may wait behind one another.</summary>
    private const int MostWaiting = 16;

    private const int PieceSize = 16 * 1024;

    private readonly Channel<ClientMessage> _messages = Channel.CreateBounded<ClientMessage>(MostWaiting + 1);

    public IAsyncEnumerable<ClientMessage> Messages => _messages.Reader.ReadAllAsync();

    /// <summary>Takes no more requests: those that came are the last.</summary>
    public void Stop() => _messages.Writer.TryComplete();

    /// <summary>Reads until the client closes, is gone, or goes too far; false where it went too far and still listens.</summary>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await NextAsync(cancellationToken) is { } message)
            {
                var isLast = message.Problem is not null;
                if (_messages.Reader.Count >= MostWaiting)
                {
                    message = new ClientMessage(default, new WeirError(ErrorKind.RateLimited, $"More than {MostWaiting} requests wait on this socket.", "Wait for answers, or open another socket."));
                    isLast = true;
                }

                _messages.Writer.TryWrite(message);
                if (isLast)
                {
                    return false;
                }
            }
        }
        catch (Exception exception) when (SocketEnd.IsGone(exception))
        {
            // The client is gone.
        }
        finally
        {
            _messages.Writer.TryComplete();
        }

        return true;
    }

    /// <summary>Passes over what still comes, until the client closes or is gone.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        var piece = ArrayPool<byte>.Shared.Rent(PieceSize);
        try
        {
            while (await socket.ReceiveAsync(piece.AsMemory(), cancellationToken) is { MessageType: not WebSocketMessageType.Close })
            {
            }
        }
        catch (Exception exception) when (SocketEnd.IsGone(exception))
        {
            // The client is gone.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }

    /// <summary>The next whole message; null at the client's close.</summary>
    private async Task<ClientMessage?> NextAsync(CancellationToken cancellationToken)
    {
        var piece = ArrayPool<byte>.Shared.Rent(PieceSize);
        try
        {
            var message = new ArrayBufferWriter<byte>();
            while (true)
            {
                var read = await socket.ReceiveAsync(piece.AsMemory(), cancellationToken);
                if (read.MessageType == WebSocketMessageType.Close)
                {
                    return null;
                }

                if (read.MessageType == WebSocketMessageType.Binary)
                {
                    return new ClientMessage(default, new WeirError(ErrorKind.InvalidRequest, "Binary messages have no meaning here.", "Send JSON as text messages."));
                }

                if (message.WrittenCount + read.Count > mostBytes)
                {
                    return new ClientMessage(default, new WeirError(ErrorKind.PayloadTooLarge, "The message is larger than this gateway takes.", "Send less, or raise server.max_body_mb in weir.yaml."));
                }

                message.Write(piece.AsSpan(0, read.Count));
                if (read.EndOfMessage)
                {
                    return new ClientMessage(message.WrittenMemory, null);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }
}

/// <summary>What a client sent.</summary>
/// <param name="Body">The message.</param>
/// <param name="Problem">Why it can't be read; the socket closes after it. Null for a good one.</param>
internal sealed record ClientMessage(ReadOnlyMemory<byte> Body, WeirError? Problem);
