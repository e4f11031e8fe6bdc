using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Logging;
using Weir.Credentials;
using Weir.Dialects;
using Weir.Dialects.Conversations;
using Weir.Dialects.Errors;
using Weir.Gateway.Quotas;
using Weir.Gateway.Relay;
using Weir.Gateway.Responses;
using Weir.Gateway.Translation;
using Weir.Gateway.Upstream;
using Weir.Routing.Targets;
using Weir.Routing.Wires;

namespace Weir.Gateway.Pipeline;

/// <summary>Attempts: sends the request to one target after another until one answers, and relays its answer.</summary>
internal sealed partial class AttemptRunner(UpstreamClients clients, PulseKeeper pulses, GatewaySettings settings, Settlement settlement, ResponseKeeper keeper, QuotaBoard quotas, ILogger<AttemptRunner> logger)
{
    /// <summary>Returns what to tell the client when nobody answered; null when the answer was relayed.</summary>
    public async Task<WeirError?> RunAsync(RequestContext context)
    {
        WeirError? error = null;
        for (var i = 0; i < context.Targets.Count; i++)
        {
            var isLast = i == context.Targets.Count - 1;
            error = await TryAsync(context, context.Targets[i], isLast);
            if (error is null || isLast || context.HasAnswerBegun || !error.Kind.IsRetryable() || context.Http.RequestAborted.IsCancellationRequested)
            {
                return error;
            }
        }

        return error;
    }

    /// <summary>One attempt. An upstream's refusal is relayed as it is when there is nobody else to ask.</summary>
    private async Task<WeirError?> TryAsync(RequestContext context, Target target, bool isLast)
    {
        var wire = Lanes.WireFor(context.Operation, target.Wires);
        var attempt = new Attempt(target, wire, Stopwatch.GetTimestamp());
        context.Attempts.Add(attempt);
        using var abort = CancellationTokenSource.CreateLinkedTokenSource(context.Http.RequestAborted);
        using var pulse = new Pulse(context.Stream ? new SseHeartbeat(context) : null, settings.Heartbeat, abort);
        pulses.Add(pulse);
        try
        {
            return await SendAsync(context, attempt, pulse, isLast, abort.Token);
        }
        catch (DialectException exception)
        {
            attempt.Fail(exception.Error.Kind, exception.Error.Message);
            return exception.Error;
        }
        catch (CredentialException exception)
        {
            var error = UpstreamFailures.Of(exception, attempt.Target.Connection);
            attempt.Fail(error.Kind, exception.Message);
            LogFailed(attempt.Target.Name, error.Kind, exception.Kind.ToString());
            return error;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException or InvalidDataException)
        {
            return Failure(context, attempt, pulse, exception);
        }
    }

    private async Task<WeirError?> SendAsync(RequestContext context, Attempt attempt, Pulse pulse, bool isLast, CancellationToken cancellationToken)
    {
        var connection = attempt.Target.Connection;
        if (context.Operation.Kind == OperationKind.CountTokens && (connection.Simulator is not null || attempt.Wire is not { } counting || Lanes.DialectOf(counting) is not ICountsTokens))
        {
            attempt.Status = 200;
            await EstimatedCount.AnswerAsync(context, settlement.Settle);
            return null;
        }

        var (answered, problem) = await AskAsync(context, attempt, pulse, cancellationToken);
        if (answered is null)
        {
            return problem;
        }

        using var response = answered;
        using var request = response.RequestMessage;
        attempt.Status = (int)response.StatusCode;
        if (context.Operation.Kind == OperationKind.CountTokens && (attempt.Status is 404 or 405 or 501 || (attempt.Status == 400 && Lanes.Translates(context, attempt.Wire!))))
        {
            // Not every model behind an address that counts can be counted.
            await EstimatedCount.AnswerAsync(context, settlement.Settle);
            return null;
        }

        return attempt.Status >= 400 ? await RefusedAsync(context, attempt, response, isLast, cancellationToken)
            : attempt.Wire is { } wire && Lanes.Translates(context, wire) ? await TranslateAsync(context, attempt, wire, pulse, response, cancellationToken)
            : await RelayAsync(context, attempt, pulse, response, cancellationToken);
    }

    /// <summary>Sends the request; once more when its credential was refused and there is a new one. Null with the reason when it can't be sent.</summary>
    private async Task<(HttpResponseMessage? Response, WeirError? Problem)> AskAsync(RequestContext context, Attempt attempt, Pulse pulse, CancellationToken cancellationToken)
    {
        var connection = attempt.Target.Connection;
        var auth = attempt.Wire?.Auth ?? connection.Auth;
        var client = clients.For(connection);
        for (var isSecond = false; ; isSecond = true)
        {
            var (request, problem) = UpstreamRequests.Build(context, attempt, client);
            if (problem is not null)
            {
                attempt.Fail(problem.Kind, problem.Message);
                return (null, problem);
            }

            if (!isSecond && Dropped.Report(context, attempt) is { } refused)
            {
                request!.Dispose();
                return (null, refused);
            }

            await auth.SignAsync(request!, cancellationToken);
            pulse.Enter(connection.Timeouts.FirstByte);
            HttpResponseMessage response;
            try
            {
                response = await client.SendAsync(request!, cancellationToken);
            }
            finally
            {
                await pulse.LeaveAsync();
            }

            quotas.Note(connection.Name, response.Headers);
            if (isSecond || response.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden) || !await auth.RenewAsync(response, cancellationToken))
            {
                return (response, null);
            }

            LogRenewed(attempt.Target.Name);
            response.Dispose();
            request!.Dispose();
        }
    }

    private async Task<WeirError?> TranslateAsync(RequestContext context, Attempt attempt, Wire wire, Pulse pulse, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var relay = new TranslatedRelay(context, attempt, wire, pulse, keeper, settlement.Settle);
        var error = await relay.RunAsync(response, cancellationToken);
        return relay.ClientGone ? ClientGone(attempt) : error is null ? null : error with { Message = $"{attempt.Target.Name}: {error.Message}", Action = UpstreamFailures.Action(error.Kind, attempt.Target.Connection) };
    }

    private async Task<WeirError?> RelayAsync(RequestContext context, Attempt attempt, Pulse pulse, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var idle = attempt.Target.Connection.Timeouts.Idle;
        await using var upstream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var type = ContentType(response);
        if (type.StartsWith("text/event-stream", StringComparison.OrdinalIgnoreCase))
        {
            if (!context.Response.HasStarted)
            {
                Begin(context, attempt, response);
                SseHeartbeat.Begin(context.Response);
            }

            var stream = new StreamRelay(context, attempt, pulse, idle, settlement.Settle);
            await stream.RunAsync(upstream, cancellationToken);
            return stream.ClientGone ? ClientGone(attempt) : stream.Cut ? Broken(attempt) : null;
        }

        if (context.Response.HasStarted)
        {
            attempt.Fail(ErrorKind.UnexpectedResponse, "The upstream answered a streamed request with a whole answer after heartbeats had begun.");
            return Broken(attempt);
        }

        Begin(context, attempt, response);
        context.Response.StatusCode = attempt.Status;
        var whole = new WholeRelay(context, attempt, pulse, idle, type.Contains("json", StringComparison.OrdinalIgnoreCase), settlement.Settle);
        await whole.RunAsync(upstream, response.Content.Headers.ContentLength, cancellationToken);
        return whole.ClientGone ? ClientGone(attempt) : null;
    }

    /// <summary>As the upstream wrote it: reading the parsed header would rewrite what is passed on.</summary>
    private static string ContentType(HttpResponseMessage response) =>
        response.Content.Headers.NonValidated.TryGetValues("Content-Type", out var values) ? values.ToString() : "";

    /// <summary>Headers of an answer: the upstream's, and who answered.</summary>
    private static void Begin(RequestContext context, Attempt attempt, HttpResponseMessage response)
    {
        ResponseHeaders.Copy(response, context.Response.Headers);
        context.NameTarget(attempt.Target);
    }

    private async Task<WeirError?> RefusedAsync(RequestContext context, Attempt attempt, HttpResponseMessage response, bool isLast, CancellationToken cancellationToken)
    {
        var body = EchoedSecrets.Mask(await ReadStartAsync(response, cancellationToken), response.RequestMessage, attempt.Target.Connection);
        var kind = UpstreamErrors.Classify(attempt.Status, Encoding.UTF8.GetString(body.Span[..Math.Min(body.Length, 8192)]));
        attempt.Fail(kind, $"The upstream answered {attempt.Status}.");
        LogRefused(attempt.Target.Name, attempt.Status, kind);
        if (attempt.Wire is { } wire && Lanes.Translates(context, wire))
        {
            return Told(Lanes.DialectOf(wire).ReadError(attempt.Status, body.Span), attempt, response);
        }

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

    /// <summary>An upstream's refusal in the words of another dialect's upstream.</summary>
    private static WeirError Told(WeirError told, Attempt attempt, HttpResponseMessage response) => told with
    {
        Message = $"{attempt.Target.Name} answered {attempt.Status}: {told.Message}",
        Action = UpstreamFailures.Action(told.Kind, attempt.Target.Connection),
        Status = attempt.Status,
        RetryAfter = RetryAfter(response.Headers.RetryAfter) ?? told.RetryAfter,
    };

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
        ContentType(response).Contains("json", StringComparison.OrdinalIgnoreCase) && JsonShape.HasObject(body, "error"u8);

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

    [LoggerMessage(EventId = 3003, Level = LogLevel.Information, Message = "{Target} refused the credential; a new one is tried")]
    private partial void LogRenewed(string target);

    [LoggerMessage(EventId = 3002, Level = LogLevel.Warning, Message = "{Target} failed: {Kind} ({Exception})")]
    private partial void LogFailed(string target, ErrorKind kind, string exception);
}
