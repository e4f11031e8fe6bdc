using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Logging;
using Weir.Dialects.Bodies;
using Weir.Dialects.Errors;
using Weir.Gateway.Relay;
using Weir.Gateway.Upstream;
using Weir.Routing.Targets;

namespace Weir.Gateway.Pipeline;

/// <summary>Attempts: sends the request to one target after another until one answers, and relays its answer.</summary>
internal sealed partial class AttemptRunner(UpstreamClients clients, PulseKeeper pulses, GatewaySettings settings, Settlement settlement, ILogger<AttemptRunner> logger)
{
    /// <summary>Returns what to tell the client when nobody answered; null when the answer was relayed.</summary>
    public async Task<WeirError?> RunAsync(RequestContext context)
    {
        WeirError? error = null;
        for (var i = 0; i < context.Targets.Count; i++)
        {
            var isLast = i == context.Targets.Count - 1;
            error = await TryAsync(context, context.Targets[i], isLast);
            if (error is null || isLast || !error.Kind.IsRetryable() || context.Http.RequestAborted.IsCancellationRequested)
            {
                return error;
            }
        }

        return error;
    }

    /// <summary>One attempt. An upstream's refusal is relayed as it is when there is nobody else to ask.</summary>
    private async Task<WeirError?> TryAsync(RequestContext context, Target target, bool isLast)
    {
        var attempt = new Attempt(target, Stopwatch.GetTimestamp());
        context.Attempts.Add(attempt);
        using var abort = CancellationTokenSource.CreateLinkedTokenSource(context.Http.RequestAborted);
        using var pulse = new Pulse(context.Stream ? new SseHeartbeat(context) : null, settings.Heartbeat, abort);
        pulses.Add(pulse);
        try
        {
            return await SendAsync(context, attempt, pulse, isLast, abort.Token);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException or InvalidDataException)
        {
            return Failure(context, attempt, pulse, exception);
        }
    }

    private async Task<WeirError?> SendAsync(RequestContext context, Attempt attempt, Pulse pulse, bool isLast, CancellationToken cancellationToken)
    {
        var connection = attempt.Target.Connection;
        var client = clients.For(connection);
        using var request = await BuildAsync(context, attempt.Target, client, cancellationToken);
        if (request.RequestUri is null)
        {
            return new WeirError(ErrorKind.InvalidRequest, "The path leads out of the connection's base URL.", "Use a path below the provider's own API.");
        }

        HttpResponseMessage response;
        pulse.Enter(connection.Timeouts.FirstByte);
        try
        {
            response = await client.SendAsync(request, cancellationToken);
        }
        finally
        {
            await pulse.LeaveAsync();
        }

        using (response)
        {
            attempt.Status = (int)response.StatusCode;
            return attempt.Status >= 400
                ? await RefusedAsync(context, attempt, response, isLast, cancellationToken)
                : await RelayAsync(context, attempt, pulse, response, cancellationToken);
        }
    }

    private static async ValueTask<HttpRequestMessage> BuildAsync(RequestContext context, Target target, UpstreamClient client, CancellationToken cancellationToken)
    {
        var from = context.Http.Request;
        var request = new HttpRequestMessage
        {
            Method = context.Operation.Shape == BodyShape.Opaque ? HttpMethod.Parse(from.Method) : HttpMethod.Post,
            RequestUri = context.Operation.Shape == BodyShape.Opaque ? client.AddressOf(context.PassThroughPath!, context.PassThroughQuery!) : client.AddressOf(context.Operation),
            Version = client.Version,
            VersionPolicy = client.VersionPolicy,
        };
        if (context.Body is { } body && (body.Span.Length > 0 || request.Method == HttpMethod.Post))
        {
            request.Content = new SplicedContent(body.Memory, ModelSplice(context, target), target.Connection.AsksForStreamUsage ? context.AskForUsage : null, from.ContentType);
        }

        RequestHeaders.Copy(from.Headers, request);
        foreach (var (name, value) in target.Connection.Headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }

        await target.Connection.Auth.SignAsync(request, cancellationToken);
        return request;
    }

    private static Splice? ModelSplice(RequestContext context, Target target)
    {
        if (context.Operation.Shape == BodyShape.Opaque || string.Equals(context.ModelAsked, target.ModelId, StringComparison.Ordinal))
        {
            return null;
        }

        var model = context.Operation.Shape == BodyShape.Form
            ? Encoding.UTF8.GetBytes(target.ModelId)
            : [(byte)'"', .. System.Text.Json.JsonEncodedText.Encode(target.ModelId).EncodedUtf8Bytes, (byte)'"'];
        return new Splice(context.ModelOffset, context.ModelLength, model);
    }

    private async Task<WeirError?> RelayAsync(RequestContext context, Attempt attempt, Pulse pulse, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var idle = attempt.Target.Connection.Timeouts.Idle;
        await using var upstream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var type = response.Content.Headers.ContentType?.MediaType;
        if (string.Equals(type, "text/event-stream", StringComparison.OrdinalIgnoreCase))
        {
            if (!context.Response.HasStarted)
            {
                Begin(context, attempt, response);
                SseHeartbeat.Begin(context.Response);
            }

            var stream = new StreamRelay(context, attempt, pulse, idle, settlement.Settle);
            await stream.RunAsync(upstream, cancellationToken);
            return stream.ClientGone ? ClientGone(attempt) : attempt.Error is ErrorKind.Unknown || context.Settled ? null : Broken(attempt);
        }

        if (context.Response.HasStarted)
        {
            attempt.Fail(ErrorKind.UnexpectedResponse, "The upstream answered a streamed request with a whole answer after heartbeats had begun.");
            return Broken(attempt);
        }

        Begin(context, attempt, response);
        context.Response.StatusCode = attempt.Status;
        var whole = new WholeRelay(context, attempt, pulse, idle, type?.Contains("json", StringComparison.OrdinalIgnoreCase) == true, settlement.Settle);
        await whole.RunAsync(upstream, response.Content.Headers.ContentLength, cancellationToken);
        return whole.ClientGone ? ClientGone(attempt) : null;
    }

    /// <summary>Headers of an answer: the upstream's, and who answered.</summary>
    private static void Begin(RequestContext context, Attempt attempt, HttpResponseMessage response)
    {
        ResponseHeaders.Copy(response, context.Response.Headers);
        context.NameTarget(attempt.Target);
    }

    private async Task<WeirError?> RefusedAsync(RequestContext context, Attempt attempt, HttpResponseMessage response, bool isLast, CancellationToken cancellationToken)
    {
        var body = await ReadStartAsync(response, cancellationToken);
        var kind = UpstreamErrors.Classify(attempt.Status, Encoding.UTF8.GetString(body.Span[..Math.Min(body.Length, 8192)]));
        attempt.Fail(kind, $"The upstream answered {attempt.Status}.");
        LogRefused(attempt.Target.Name, attempt.Status, kind);
        if ((isLast || !kind.IsRetryable()) && !context.Response.HasStarted && IsDialectError(response, body.Span))
        {
            Begin(context, attempt, response);
            context.Response.StatusCode = attempt.Status;
            context.Response.ContentLength = body.Length;
            settlement.Settle(context);
            await context.Response.BodyWriter.WriteAsync(body, cancellationToken);
            return null;
        }

        return new WeirError(kind, $"{attempt.Target.Name} answered {attempt.Status}{Phrase(kind)}.", UpstreamFailures.Action(kind, attempt.Target.Connection))
        {
            Status = attempt.Status,
            RetryAfter = RetryAfter(response.Headers.RetryAfter),
        };
    }

    private static string Phrase(ErrorKind kind) => kind switch
    {
        ErrorKind.RateLimited => ": it limits how fast it may be asked",
        ErrorKind.InvalidCredentials => ": it does not accept the connection's credential",
        ErrorKind.Overloaded => ": it has no capacity now",
        _ => "",
    };

    private static async Task<ReadOnlyMemory<byte>> ReadStartAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        const int Limit = 256 * 1024;
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var body = new MemoryStream();
        var piece = new byte[8192];
        while (body.Length < Limit && await stream.ReadAsync(piece, cancellationToken) is var read and > 0)
        {
            body.Write(piece, 0, read);
        }

        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }

    /// <summary>True when an upstream's error is in the client's own dialect, so that its bytes say more than ours could.</summary>
    private static bool IsDialectError(HttpResponseMessage response, ReadOnlySpan<byte> body) =>
        response.Content.Headers.ContentType?.MediaType?.Contains("json", StringComparison.OrdinalIgnoreCase) == true && JsonShape.HasObject(body, "error"u8);

    private static TimeSpan? RetryAfter(RetryConditionHeaderValue? header) => header?.Delta;

    private static WeirError ClientGone(Attempt attempt)
    {
        attempt.Fail(ErrorKind.Cancelled, "The client hung up.");
        return UpstreamFailures.Cancelled;
    }

    private static WeirError Broken(Attempt attempt) =>
        new(attempt.Error, $"{attempt.Target.Name}: {attempt.Detail}", UpstreamFailures.Action(attempt.Error, attempt.Target.Connection));

    private WeirError Failure(RequestContext context, Attempt attempt, Pulse pulse, Exception exception)
    {
        if (context.Http.RequestAborted.IsCancellationRequested)
        {
            return ClientGone(attempt);
        }

        var (kind, what) = pulse.TimedOut ? (ErrorKind.Timeout, "The upstream was silent for too long.") : UpstreamFailures.Explain(exception);
        attempt.Fail(kind, what);
        LogFailed(attempt.Target.Name, kind, exception.GetType().Name);
        return new WeirError(attempt.Error, $"{attempt.Target.Name}: {attempt.Detail}", UpstreamFailures.Action(attempt.Error, attempt.Target.Connection));
    }

    [LoggerMessage(EventId = 3001, Level = LogLevel.Warning, Message = "{Target} answered {Status} ({Kind})")]
    private partial void LogRefused(string target, int status, ErrorKind kind);

    [LoggerMessage(EventId = 3002, Level = LogLevel.Warning, Message = "{Target} failed: {Kind} ({Exception})")]
    private partial void LogFailed(string target, ErrorKind kind, string exception);
}
