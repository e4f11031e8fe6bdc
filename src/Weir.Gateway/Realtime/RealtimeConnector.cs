using System.Diagnostics;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Weir.Credentials;
using Weir.Dialects.Errors;
using Weir.Gateway.Pipeline;
using Weir.Gateway.Sockets;
using Weir.Gateway.Translation;
using Weir.Gateway.Upstream;
using Weir.Routing.Targets;
using Weir.Routing.Wires;

namespace Weir.Gateway.Realtime;

/// <summary>Opens the upstream's side of a session, at the first target that takes it.</summary>
internal sealed partial class RealtimeConnector(UpstreamClients clients, GatewaySettings settings, ILogger<RealtimeConnector> logger)
{
    /// <summary>How long an upstream may take to answer the handshake.</summary>
    private static readonly TimeSpan HandshakeLimit = TimeSpan.FromSeconds(30);

    /// <summary>The open socket, or what to tell the client.</summary>
    public async Task<(ClientWebSocket? Socket, WeirError? Error)> ConnectAsync(RequestContext context)
    {
        WeirError? error = null;
        foreach (var target in context.Targets)
        {
            (var socket, error) = await ConnectAsync(context, target);
            if (error is null || !error.Kind.IsRetryable() || context.Http.RequestAborted.IsCancellationRequested)
            {
                return (socket, error);
            }
        }

        return (null, error);
    }

    private async Task<(ClientWebSocket?, WeirError?)> ConnectAsync(RequestContext context, Target target)
    {
        var wire = Lanes.WireFor(context.Operation, target.Wires);
        var attempt = new Attempt(target, wire, Stopwatch.GetTimestamp());
        context.Attempts.Add(attempt);
        if (wire is null || target.Connection.Simulator is not null || CallOf(context, target, wire) is not { } call || wire.Rules.AddressOf(call) is not { } address)
        {
            var none = new WeirError(ErrorKind.InvalidRequest, $"{target.Name} has no realtime sessions that Weir can reach.", "Ask for a realtime model of an OpenAI-shaped connection.") { Status = 404, Param = "model" };
            attempt.Fail(none.Kind, none.Message);
            return (null, none);
        }

        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.Http.RequestAborted);
            limit.CancelAfter(HandshakeLimit);
            var socket = await OpenAsync(context, attempt, call, address, limit.Token);
            attempt.Status = StatusCodes.Status200OK;
            return (socket, null);
        }
        catch (CredentialException exception)
        {
            var error = UpstreamFailures.Of(exception, target.Connection);
            attempt.Fail(error.Kind, exception.Message);
            LogFailed(target.Name, error.Kind, attempt.Status);
            return (null, error);
        }
        catch (Exception exception) when (exception is WebSocketException or HttpRequestException or IOException or OperationCanceledException)
        {
            return (null, Failure(context, attempt, exception));
        }
    }

    /// <summary>The open socket; asked for once more when the credential was refused and there is a new one.</summary>
    private async Task<ClientWebSocket> OpenAsync(RequestContext context, Attempt attempt, UpstreamCall call, Uri address, CancellationToken cancellationToken)
    {
        for (var isSecond = false; ; isSecond = true)
        {
            var socket = new ClientWebSocket();
            using var request = new HttpRequestMessage(HttpMethod.Get, WithQuery(address, context.Http.Request, call.Wire.ModelId));
            try
            {
                var signed = await PrepareAsync(socket, request, context, call, cancellationToken);
                await clients.For(call.Target.Connection).ConnectAsync(socket, signed, cancellationToken);
                return socket;
            }
            catch (WebSocketException) when (!isSecond && socket.HttpStatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            {
                attempt.Status = (int)socket.HttpStatusCode;
                using (socket)
                using (var refused = Refusal(socket, request))
                {
                    if (!await call.Wire.Auth.RenewAsync(refused, cancellationToken))
                    {
                        throw;
                    }
                }
            }
            catch
            {
                attempt.Status = (int)socket.HttpStatusCode;
                socket.Dispose();
                throw;
            }
        }
    }

    /// <summary>A refused handshake as the answer that an auth method looks at.</summary>
    private static HttpResponseMessage Refusal(ClientWebSocket socket, HttpRequestMessage request)
    {
        var refused = new HttpResponseMessage(socket.HttpStatusCode) { RequestMessage = request };
        foreach (var (name, values) in socket.HttpResponseHeaders ?? new Dictionary<string, IEnumerable<string>>())
        {
            refused.Headers.TryAddWithoutValidation(name, values);
        }

        return refused;
    }

    private static UpstreamCall CallOf(RequestContext context, Target target, Wire wire) => new()
    {
        Target = target,
        Wire = wire,
        Purpose = CallPurpose.Other,
        Path = context.Operation.Path,
        Stream = true,
        ClientDialect = context.Operation.Dialect,
        ClientHeader = context.Header,
    };

    /// <summary>Gives the socket the headers that a request of this connection has; returns the address, which a credential may be a part of.</summary>
    private async Task<Uri> PrepareAsync(ClientWebSocket socket, HttpRequestMessage request, RequestContext context, UpstreamCall call, CancellationToken cancellationToken)
    {
        RequestHeaders.Copy(context.Http.Request.Headers, request, all: false, sameDialect: true);
        foreach (var (name, value) in call.Target.Connection.Headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }

        call.Wire.Rules.SetHeaders(call, request.Headers);
        await call.Wire.Auth.SignAsync(request, cancellationToken);
        foreach (var (name, values) in request.Headers.NonValidated)
        {
            socket.Options.SetRequestHeader(name, values.ToString());
        }

        foreach (var spoken in Subprotocols.Spoken(context.Http))
        {
            socket.Options.AddSubProtocol(spoken);
        }

        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.KeepAliveInterval = settings.Heartbeat;
        socket.Options.KeepAliveTimeout = settings.Heartbeat * 2;
        var signed = request.RequestUri!;
        return new UriBuilder(signed) { Scheme = signed.Scheme == Uri.UriSchemeHttps ? Uri.UriSchemeWss : Uri.UriSchemeWs }.Uri;
    }

    /// <summary>The client's query with the model's wire id, without the client's key.</summary>
    private static Uri WithQuery(Uri address, HttpRequest request, string model)
    {
        var query = new StringBuilder(address.Query).Append(address.Query.Length == 0 ? "?model=" : "&model=").Append(Uri.EscapeDataString(model));
        foreach (var pair in new QueryStringEnumerable(request.QueryString.Value))
        {
            if (!pair.EncodedName.Span.Equals("key", StringComparison.OrdinalIgnoreCase) && !pair.EncodedName.Span.SequenceEqual("model"))
            {
                query.Append('&').Append(pair.EncodedName).Append('=').Append(pair.EncodedValue);
            }
        }

        return new UriBuilder(address) { Query = query.ToString() }.Uri;
    }

    private WeirError Failure(RequestContext context, Attempt attempt, Exception exception)
    {
        if (context.Http.RequestAborted.IsCancellationRequested)
        {
            attempt.Fail(ErrorKind.Cancelled, "The client hung up.");
            return UpstreamFailures.Cancelled;
        }

        var connection = attempt.Target.Connection;
        var (kind, what) = attempt.Status >= 400 ? (UpstreamErrors.Classify(attempt.Status, ""), $"The upstream answered {attempt.Status}.")
            : attempt.Status > 0 ? (ErrorKind.UnexpectedResponse, $"The upstream answered {attempt.Status} instead of opening a WebSocket.")
            : UpstreamFailures.Explain(exception is WebSocketException { InnerException: { } inner } ? inner : exception);
        attempt.Fail(kind, what);
        LogFailed(attempt.Target.Name, kind, attempt.Status);
        var error = new WeirError(kind, $"{attempt.Target.Name}: {what}", UpstreamFailures.Action(kind, connection));
        return attempt.Status >= 400 ? error with { Status = attempt.Status } : error;
    }

    [LoggerMessage(EventId = 3020, Level = LogLevel.Warning, Message = "{Target} opened no realtime session: {Kind} (status {Status})")]
    private partial void LogFailed(string target, ErrorKind kind, int status);
}
