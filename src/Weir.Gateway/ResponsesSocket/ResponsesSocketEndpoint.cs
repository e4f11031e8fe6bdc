using System.Buffers;
using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;
using Weir.Dialects;
using Weir.Dialects.Conversations;
using Weir.Dialects.Errors;
using Weir.Dialects.OpenAiResponses;
using Weir.Dialects.Streaming;
using Weir.Dialects.Usage;
using Weir.Gateway.InnerCalls;
using Weir.Gateway.Pipeline;
using Weir.Gateway.Security;
using Weir.Gateway.Sockets;
using Weir.Metering.Keys;
using Weir.Metering.Ledger;

namespace Weir.Gateway.ResponsesSocket;

/// <summary>
/// GET /v1/responses as a WebSocket: each <c>response.create</c> runs through the gateway as a POST would, key check and ledger row included, and its events come back as messages.
/// One after another; a client that closes stops the one under way.
/// </summary>
internal sealed class ResponsesSocketEndpoint(Gatekeeper gatekeeper, RequestPipeline pipeline, RequestIds ids, TimeProvider time, GatewaySettings settings, IHostApplicationLifetime lifetime)
{
    private const string Path = "/v1/responses";

    /// <summary>Where the server sets no limit to bodies.</summary>
    private const long UsualLimit = 64 * 1024 * 1024;

    private static readonly TimeSpan ClosingTime = TimeSpan.FromSeconds(1);

    public async Task RunAsync(HttpContext http, ClientKey key)
    {
        if (!http.WebSockets.IsWebSocketRequest)
        {
            await SocketUpgrade.RefusePlainAsync(http);
            return;
        }

        var session = ids.Next();
        http.Response.Headers["x-weir-request-id"] = session;
        http.Request.Headers.TryAdd("x-weir-run", session);
        RemoveTransport(http.Request.Headers);
        var limit = http.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize ?? UsualLimit;
        using var socket = await SocketUpgrade.AcceptAsync(http, Subprotocols.Spoken(http) is [var spoken, ..] ? spoken : null, settings.Heartbeat);
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        var reader = new TurnReader(socket, limit);
        await using var stop = lifetime.ApplicationStopping.Register(reader.Stop);
        var reading = ReadAsync(reader, gone);
        var status = WebSocketCloseStatus.NormalClosure;
        try
        {
            var memory = new TurnMemory(limit);
            await foreach (var message in reader.Messages)
            {
                if (message.Problem is { } problem)
                {
                    await socket.SendAsync(SocketErrors.Write(problem), WebSocketMessageType.Text, endOfMessage: true, gone.Token);
                    status = problem.Kind == ErrorKind.PayloadTooLarge ? WebSocketCloseStatus.MessageTooBig : WebSocketCloseStatus.PolicyViolation;
                }
                else
                {
                    await AnswerAsync(http, socket, message.Body, memory, gone.Token);
                }
            }
        }
        catch (Exception exception) when (SocketEnd.IsGone(exception))
        {
            // The client is gone; there is nobody to tell.
        }

        await SocketEnd.CloseAsync(socket, lifetime.ApplicationStopping.IsCancellationRequested ? WebSocketCloseStatus.EndpointUnavailable : status, null);

        // The client's own close frame ends the reading. Without the wait, the connection's end could overtake what it was told last.
        gone.CancelAfter(ClosingTime);
        await reading;
    }

    /// <summary>Reads in the background. The end of the client's messages ends the answer under way: it closed, or is gone.</summary>
    private static async Task ReadAsync(TurnReader reader, CancellationTokenSource gone)
    {
        if (await reader.RunAsync(gone.Token))
        {
            await gone.CancelAsync();
        }
        else
        {
            await reader.DrainAsync(gone.Token);
        }
    }

    private async Task AnswerAsync(HttpContext http, WebSocket socket, ReadOnlyMemory<byte> message, TurnMemory memory, CancellationToken cancellationToken)
    {
        var (turn, error) = TurnRequest.Read(message, memory);
        if (error is not null)
        {
            await socket.SendAsync(SocketErrors.Write(error), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
            return;
        }

        EventMessages? messages = null;
        using var call = new InnerCall(http, HttpMethods.Post, Path, turn!.Body, "application/json", response => messages = new EventMessages(response, socket, Remember), cancellationToken);
        if (turn.IsWarmUp)
        {
            call.Http.Response.ContentType = "text/event-stream";
            WriteWarmUp(call.Http.Response.BodyWriter, turn);
        }
        else
        {
            await gatekeeper.RunAsync(call.Http, (inner, key) => pipeline.RunAsync(inner, Operations.Responses, key));
        }

        await call.CompleteAsync();
        if (call.Http.RequestAborted.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            var broken = new WeirError(ErrorKind.UnexpectedResponse, "Weir failed on this request.", "Try again; the log says more.");
            await socket.SendAsync(SocketErrors.Write(broken), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
            return;
        }

        await messages!.EndAsync(cancellationToken);

        void Remember(JsonElement last)
        {
            if ((turn.IsKeptHere || turn.IsWarmUp) && last.Member("response") is var answer && answer.String("id") is { } id)
            {
                memory.Keep(id, turn.Input, answer.Member("output"));
            }
        }
    }

    /// <summary>A warm-up asks for no answer, only for an id to go on from. Upstreams over HTTP have no such thing, so nothing is sent and nothing is spent.</summary>
    private void WriteWarmUp(IBufferWriter<byte> to, TurnRequest turn)
    {
        var writer = ResponsesDialect.Instance.NewStreamWriter(new AnswerOptions { Time = time });
        var answer = new Answer { Id = "resp_" + ids.Next()["req_".Length..], Model = turn.Model, Created = time.GetUtcNow().ToUnixTimeSeconds(), Usage = default(TokenUsage) };
        writer.Write(new AnswerStarted(answer), to);
        writer.Write(new AnswerEnded(answer), to);
    }

    /// <summary>The wish for WebSockets is for this socket; upstreams are asked over HTTP.</summary>
    private static void RemoveTransport(IHeaderDictionary headers)
    {
        const string Beta = "OpenAI-Beta";
        var others = headers.GetCommaSeparatedValues(Beta).Where(static one => !one.StartsWith("responses_websockets", StringComparison.Ordinal)).ToArray();
        headers.Remove(Beta);
        if (others.Length > 0)
        {
            headers[Beta] = string.Join(',', others);
        }
    }
}
