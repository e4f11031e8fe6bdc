using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Weir.Dialects.Framing;
using Weir.Gateway.InnerCalls;
using Weir.Gateway.Sockets;

namespace Weir.Gateway.ResponsesSocket;

/// <summary>Takes the answer to one request as the pipeline writes it, and sends each event of its stream as a message. What is no stream is gathered, and told at the end.</summary>
/// <param name="response">The answer's head.</param>
/// <param name="socket">The client.</param>
/// <param name="finished">Called with the last event of an answer, before it is sent.</param>
internal sealed class EventMessages(HttpResponse response, WebSocket socket, Action<JsonElement> finished) : SinkStream
{
    private readonly SseFramer _framer = new();
    private readonly MemoryStream _whole = new();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (response.ContentType?.StartsWith("text/event-stream", StringComparison.OrdinalIgnoreCase) != true)
        {
            _whole.Write(buffer.Span);
            return;
        }

        _framer.Push(buffer.Span);
        await SendEventsAsync(cancellationToken);
    }

    /// <summary>The answer is complete: sends what is left.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        _framer.End();
        await SendEventsAsync(cancellationToken);
        if (response.StatusCode >= 400)
        {
            await SendAsync(SocketErrors.Write(response, _whole.GetBuffer().AsSpan(0, (int)_whole.Length)), cancellationToken);
        }
        else if (_whole.Length > 0)
        {
            await SendWholeAsync(cancellationToken);
        }
    }

    private async Task SendEventsAsync(CancellationToken cancellationToken)
    {
        while (_framer.TryNext(out var frame))
        {
            if (frame.Data.Span.SequenceEqual("[DONE]"u8))
            {
                continue;
            }

            var message = frame.Data;
            switch (EventKind.Of(message.Span, whole: true))
            {
                case "error":
                    message = SocketErrors.Write(JsonElement.Parse(message.Span));
                    break;
                case "response.completed" or "response.incomplete":
                    finished(JsonElement.Parse(message.Span));
                    break;
                default:
                    break;
            }

            await SendAsync(message, cancellationToken);
        }
    }

    /// <summary>An upstream that answers at once instead of by a stream: its answer is the last event.</summary>
    private async Task SendWholeAsync(CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> message = (byte[])[.. """{"type":"response.completed","sequence_number":0,"response":"""u8, .. _whole.GetBuffer().AsSpan(0, (int)_whole.Length), (byte)'}'];
        finished(JsonElement.Parse(message.Span));
        await SendAsync(message, cancellationToken);
    }

    private async Task SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        try
        {
            await socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        }
        catch (Exception exception) when (SocketEnd.IsGone(exception))
        {
            // To the pipeline, this is a client that hung up.
            response.HttpContext.Abort();
            throw new OperationCanceledException("The client is gone.", exception);
        }
    }
}
