using System.Buffers;
using System.Net.WebSockets;
using Weir.Dialects.Errors;
using Weir.Gateway.Pipeline;
using Weir.Gateway.Sockets;
using Weir.Storage;

namespace Weir.Gateway.Realtime;

/// <summary>Relays one realtime session both ways, piece by piece, until a side ends it; then the other is closed with the same code at once.</summary>
/// <param name="client">The client's side.</param>
/// <param name="upstream">The provider's side.</param>
/// <param name="events">Looks at the server's events.</param>
/// <param name="gate">Says what may pass.</param>
/// <param name="broken">What the client is told when the upstream breaks off.</param>
internal sealed class RealtimeRelay(WebSocket client, WebSocket upstream, ServerEvents events, IRealtimeGate gate, Func<WeirError> broken)
{
    private const int PieceSize = 16 * 1024;

    private static readonly TimeSpan ClosingTime = TimeSpan.FromSeconds(1);

    private bool _midMessage;

    /// <summary>Relays until both sides are closed.</summary>
    /// <param name="aborted">The end of the client's connection.</param>
    /// <param name="stopping">The end of the gateway: both sides are told to go.</param>
    /// <returns>How the session ended: the side that ended first.</returns>
    public async Task<SocketEnd> RunAsync(CancellationToken aborted, CancellationToken stopping)
    {
        var stopped = new TaskCompletionSource<SocketEnd>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = stopping.Register(() => stopped.TrySetResult(new SocketEnd(upstream, WebSocketCloseStatus.EndpointUnavailable, "The gateway stops.")));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        var up = PassAsync(client, upstream, static (piece, _, _) => piece, gate.BeforeClientAsync, static (_, _) => ValueTask.FromResult<WeirError?>(null), stop.Token);
        var down = PassAsync(upstream, client, events.Take, static (_, _, _) => ValueTask.FromResult<WeirError?>(null), AfterServerAsync, stop.Token);
        var first = await Task.WhenAny(up, down, stopped.Task);
        var end = await first;
        await EndAsync(end);
        stop.CancelAfter(ClosingTime);
        await Task.WhenAll(up, down);
        return end;
    }

    private async Task EndAsync(SocketEnd end)
    {
        var other = end.Side == client ? upstream : client;
        if (end.Refusal is { } refusal)
        {
            if (!_midMessage)
            {
                await TellAsync(refusal);
            }

            await SocketEnd.CloseAsync(client, refusal.Status >= 500 ? WebSocketCloseStatus.InternalServerError : WebSocketCloseStatus.PolicyViolation, refusal.Kind.Code());
            await SocketEnd.CloseAsync(upstream, WebSocketCloseStatus.NormalClosure, null);
        }
        else if (end.Status is { } status)
        {
            await SocketEnd.CloseAsync(other, status, end.Text);
            await SocketEnd.CloseAsync(end.Side, status, end.Text);
        }
        else if (other == upstream)
        {
            await SocketEnd.CloseAsync(upstream, WebSocketCloseStatus.EndpointUnavailable, null);
        }
        else
        {
            var error = broken();
            if (!_midMessage)
            {
                await TellAsync(error);
            }

            await SocketEnd.CloseAsync(client, WebSocketCloseStatus.InternalServerError, error.Kind.Code());
        }
    }

    private async Task TellAsync(WeirError error)
    {
        using var limit = new CancellationTokenSource(ClosingTime);
        try
        {
            await client.SendAsync(RealtimeError.Write(error), WebSocketMessageType.Text, endOfMessage: true, limit.Token);
        }
        catch (Exception exception) when (SocketEnd.IsGone(exception))
        {
            client.Abort();
        }
    }

    private ValueTask<WeirError?> AfterServerAsync(bool isEnd, CancellationToken cancellationToken)
    {
        _midMessage = !isEnd;
        return isEnd ? gate.AfterServerAsync(cancellationToken) : ValueTask.FromResult<WeirError?>(null);
    }

    private static async Task<SocketEnd> PassAsync(
        WebSocket from,
        WebSocket to,
        Func<ReadOnlyMemory<byte>, WebSocketMessageType, bool, ReadOnlyMemory<byte>> look,
        Func<ReadOnlyMemory<byte>, bool, CancellationToken, ValueTask<WeirError?>> before,
        Func<bool, CancellationToken, ValueTask<WeirError?>> after,
        CancellationToken cancellationToken)
    {
        var isStart = true;
        var buffer = ArrayPool<byte>.Shared.Rent(PieceSize);
        var side = from;
        try
        {
            while (true)
            {
                side = from;
                var read = await from.ReceiveAsync(buffer.AsMemory(), cancellationToken);
                if (read.MessageType == WebSocketMessageType.Close)
                {
                    return SocketEnd.Closed(from);
                }

                var piece = look(buffer.AsMemory(0, read.Count), read.MessageType, read.EndOfMessage);
                if (!piece.IsEmpty || read.EndOfMessage)
                {
                    if (await before(piece, isStart, cancellationToken) is { } refused)
                    {
                        return SocketEnd.Broken(from) with { Refusal = refused };
                    }

                    side = to;
                    await to.SendAsync(piece, read.MessageType, read.EndOfMessage, cancellationToken);
                    if (await after(read.EndOfMessage, cancellationToken) is { } ended)
                    {
                        return SocketEnd.Broken(from) with { Refusal = ended };
                    }
                    isStart = read.EndOfMessage;
                }
            }
        }
        catch (StorageException exception)
        {
            return SocketEnd.Broken(side) with { Refusal = Settlement.NotKept(exception) };
        }
        catch (Exception exception) when (SocketEnd.IsGone(exception) || exception is InvalidDataException)
        {
            return SocketEnd.Broken(side);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
