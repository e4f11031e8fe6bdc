using Weir.Catalog;
using Weir.Dialects.Conversations;
using Weir.Dialects.Errors;
using Weir.Dialects.Streaming;
using Weir.Gateway.Background;
using Weir.Gateway.Pipeline;
using Weir.Gateway.Relay;
using Weir.Gateway.Responses;
using Weir.Gateway.Translation;
using Weir.Gateway.Upstream;
using Weir.Routing.Wires;

namespace Weir.Gateway.Attempts;

/// <summary>Relays an attempt's answer to the client, in the lane it needs.</summary>
internal sealed class AnswerRelay(Settlement settlement, ResponseKeeper keeper)
{
    /// <summary>As the upstream wrote it: reading the parsed header would rewrite what is passed on.</summary>
    public static string ContentType(HttpResponseMessage response) =>
        response.Content.Headers.NonValidated.TryGetValues("Content-Type", out var values) ? values.ToString() : "";

    /// <summary>Relays to the end. Returns what went wrong; null when the answer is out. An upstream that breaks off throws what its stream throws.</summary>
    /// <param name="context">The request.</param>
    /// <param name="ask">The attempt that answers.</param>
    /// <param name="response">The head of its answer.</param>
    /// <param name="body">Its body.</param>
    public async Task<WeirError?> RunAsync(RequestContext context, Ask ask, HttpResponseMessage response, Stream body)
    {
        context.Answering = ask.Attempt;
        var type = ContentType(response);
        if (ask.Attempt.Background is { } background)
        {
            body = new BackgroundStream(background, body);
        }

        return ask.Attempt.Wire is { } wire && (Lanes.Translates(context, wire) || IsOtherForm(context, type))
            ? await TranslateAsync(context, ask, wire, response, body)
            : await ForwardAsync(context, ask, type, response, body);
    }

    /// <summary>
    /// True when a client that asked for a stream is answered by a whole, or the other way round. Read and written anew, it gets what it asked for. Gemini streams JSON arrays too.
    /// </summary>
    private static bool IsOtherForm(RequestContext context, string type) =>
        context.Operation.Kind == OperationKind.Conversation &&
        (context.Stream && context.Operation.Dialect != DialectNames.Gemini ? type.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) : !context.Stream && IsEventStream(type));

    private static bool IsEventStream(string type) => type.StartsWith("text/event-stream", StringComparison.OrdinalIgnoreCase);

    private async Task<WeirError?> TranslateAsync(RequestContext context, Ask ask, Wire wire, HttpResponseMessage response, Stream body)
    {
        var attempt = ask.Attempt;
        var relay = new TranslatedRelay(context, attempt, wire, ask.Pulse, keeper, settlement.Settle);
        try
        {
            var error = await relay.RunAsync(response, body, ask.Token);
            return relay.ClientGone ? ClientGone(attempt) : error is null ? null : error with { Message = $"{attempt.Target.Name}: {error.Message}", Action = UpstreamFailures.Action(error.Kind, attempt.Target.Connection) };
        }
        catch (DialectException exception)
        {
            attempt.Fail(ErrorKind.UnexpectedResponse, $"Its answer could not be read: {exception.Message}");
            return UpstreamFailures.Of(attempt);
        }
    }

    private async Task<WeirError?> ForwardAsync(RequestContext context, Ask ask, string type, HttpResponseMessage response, Stream body)
    {
        var (attempt, idle) = (ask.Attempt, ask.Attempt.Target.Connection.Timeouts.Idle);
        if (IsEventStream(type))
        {
            var stream = new StreamRelay(context, attempt, ask.Pulse, idle, settlement.Settle, Begin);
            try
            {
                await stream.RunAsync(body, ask.Token);
            }
            catch (StreamRefusedException refused)
            {
                return Refused(context, attempt, refused);
            }

            return stream.ClientGone ? ClientGone(attempt) : stream.Cut ? UpstreamFailures.Of(attempt) : null;
        }

        if (context.Response.HasStarted || !IsUsable(context, type))
        {
            attempt.Fail(ErrorKind.UnexpectedResponse, context.Response.HasStarted ? "The upstream answered a streamed request with a whole answer after heartbeats had begun." : $"The upstream answered with \"{Shown(type)}\" instead of JSON.");
            return UpstreamFailures.Of(attempt);
        }

        var isJson = type.Contains("json", StringComparison.OrdinalIgnoreCase);
        var whole = new WholeRelay(context, attempt, ask.Pulse, idle, isJson, settlement.Settle, Begin) { ChecksJson = isJson && context.Operation.Kind == OperationKind.Conversation && !(context.Stream && context.Operation.Dialect == DialectNames.Gemini) };
        try
        {
            await whole.RunAsync(body, response.Content.Headers.ContentLength, ask.Token);
        }
        catch (AnswerRefusedException refused)
        {
            return Refused(attempt, refused);
        }

        return whole.ClientGone ? ClientGone(attempt) : null;

        void Begin()
        {
            if (!context.Response.HasStarted)
            {
                ResponseHeaders.Copy(response, context.Response.Headers);
                Dropped.Tell(context, attempt);
                context.NameTarget(attempt.Target);
                context.Response.StatusCode = attempt.Status;
                if (IsEventStream(type))
                {
                    SseHeartbeat.Begin(context.Response);
                }
            }
        }
    }

    /// <summary>An error where the answer should begin: nothing of it has reached the client.</summary>
    private static WeirError Refused(RequestContext context, Attempt attempt, StreamRefusedException refused)
    {
        var events = new List<StreamEvent>();
        Lanes.DialectOf(context.Operation).NewStreamReader().Read(refused.Event.Span, events);
        var told = events.OfType<AnswerFailed>().FirstOrDefault()?.Error;
        attempt.IsRefused = told is not null;
        attempt.Fail(told?.Kind ?? ErrorKind.UnexpectedResponse, "The upstream began its stream with an error.");
        return told is null ? UpstreamFailures.Of(attempt) : told with { Message = $"{attempt.Target.Name}: {told.Message}", Action = UpstreamFailures.Action(told.Kind, attempt.Target.Connection) };
    }

    /// <summary>An error in place of the whole answer. Its status says that all is well: what it calls itself tells the kind.</summary>
    private static WeirError Refused(Attempt attempt, AnswerRefusedException refused)
    {
        WeirError? told = null;
        try
        {
            Lanes.DialectOf(attempt.Wire!).ReadAnswer(refused.Answer.Span);
        }
        catch (DialectException exception)
        {
            told = exception.Error;
        }

        attempt.IsRefused = told is not null;
        attempt.Fail(told?.Kind ?? ErrorKind.UnexpectedResponse, "The upstream answered with an error.");
        return told is null ? UpstreamFailures.Of(attempt) : told with { Message = $"{attempt.Target.Name}: {told.Message}", Action = UpstreamFailures.Action(told.Kind, attempt.Target.Connection) };
    }

    /// <summary>A conversation is answered in JSON; a page of HTML is some proxy's.</summary>
    private static bool IsUsable(RequestContext context, string type) =>
        context.Operation.Kind != OperationKind.Conversation || type.Length == 0 || type.Contains("json", StringComparison.OrdinalIgnoreCase);

    private static string Shown(string type) => type.Length > 60 ? type[..60] : type;

    private static WeirError ClientGone(Attempt attempt)
    {
        attempt.Fail(ErrorKind.Cancelled, "The client hung up.");
        return UpstreamFailures.Cancelled;
    }
}
