using Microsoft.Extensions.Logging;
using Weir.Credentials;
using Weir.Dialects;
using Weir.Dialects.Conversations;
using Weir.Dialects.Errors;
using Weir.Gateway.Money;
using Weir.Gateway.Pipeline;
using Weir.Gateway.Relay;
using Weir.Gateway.Translation;
using Weir.Routing.Health;
using Weir.Routing.Targets;

namespace Weir.Gateway.Attempts;

/// <summary>One attempt, from the request to the last byte of the answer. What is learned of the target's health is noted.</summary>
internal sealed partial class AttemptRunner(UpstreamCaller caller, AnswerRelay relay, PulseKeeper pulses, GatewaySettings settings, Holds holds, Settlement settlement, HealthBoard health, TimeProvider time, ILogger<AttemptRunner> logger)
{
    /// <summary>Asks one target.</summary>
    /// <param name="context">The request.</param>
    /// <param name="target">Whom.</param>
    /// <param name="timeLeft">Until the answer must have begun; null = as the connection allows.</param>
    public async Task<AttemptOutcome> RunAsync(RequestContext context, Target target, TimeSpan? timeLeft)
    {
        using var ask = Begin(context, target, timeLeft, beats: true);
        if (await SendAsync(context, ask) is { IsAnswered: false } failed)
        {
            return failed;
        }

        return await AnswerAsync(context, ask);
    }

    /// <summary>Begins an attempt; dispose of it at its end.</summary>
    public Ask Begin(RequestContext context, Target target, TimeSpan? timeLeft, bool beats)
    {
        var state = health.Of(target);
        state.Begin(time.GetUtcNow());
        var ask = new Ask(context, target, state, beats ? settings.Heartbeat : null, timeLeft);
        pulses.Add(ask.Pulse);
        return ask;
    }

    /// <summary>Time within which a target usually gives its first byte; null while too little is known.</summary>
    public TimeSpan? UsualFirstByte(Target target) => health.Of(target).UsualFirstByte();

    /// <summary>Lets the attempt tell the client from now on that it still runs, as the one that did is over.</summary>
    public void TakeOver(RequestContext context, Ask ask) => pulses.Add(ask.Watch(context, settings.Heartbeat));

    /// <summary>Waits for the first bytes behind the head of the answer.</summary>
    public Task<AttemptOutcome> WaitAsync(RequestContext context, Ask ask) => GuardAsync(context, ask, async () =>
    {
        await ask.WaitForBodyAsync();
        return AttemptOutcome.Answered;
    });

    /// <summary>Sends the request. Answered = the head of a good answer is there.</summary>
    public async Task<AttemptOutcome> SendAsync(RequestContext context, Ask ask) =>
        NeedsNoUpstream(context, ask.Attempt) ? AttemptOutcome.Answered
        : await HoldAsync(context, ask) is { IsAnswered: false } refused ? refused
        : await SendHeldAsync(context, ask) is { IsAnswered: false } failed ? LetGo(context, ask, failed)
        : AttemptOutcome.Answered;

    private AttemptOutcome LetGo(RequestContext context, Ask ask, AttemptOutcome failed)
    {
        holds.LetGo(context, ask.Attempt);
        return failed;
    }

    /// <summary>Holds what the attempt may cost. A refusal says nothing of the target's health.</summary>
    private async ValueTask<AttemptOutcome> HoldAsync(RequestContext context, Ask ask)
    {
        try
        {
            if (await holds.HoldAsync(context, ask.Attempt, ask.Token) is not { } refused)
            {
                return AttemptOutcome.Answered;
            }

            ask.Attempt.Fail(refused.Kind, refused.Message);
            return new AttemptOutcome(refused);
        }
        catch (OperationCanceledException)
        {
            ask.Attempt.Fail(ErrorKind.Cancelled, "It was called off before it was sent.");
            return new AttemptOutcome(UpstreamFailures.Cancelled);
        }
    }

    private Task<AttemptOutcome> SendHeldAsync(RequestContext context, Ask ask) => GuardAsync(context, ask, async () =>
    {
        var (response, problem) = await caller.SendAsync(context, ask);
        if (response is null)
        {
            return new AttemptOutcome(problem);
        }

        ask.Response = response;
        if (ask.Attempt.Status < 400 || IsCountMissing(context, ask.Attempt))
        {
            return AttemptOutcome.Answered;
        }

        var outcome = await Refusals.ReadAsync(context, ask.Attempt, response, time.GetUtcNow(), ask.Token);
        LogRefused(ask.Attempt.Target.Name, ask.Attempt.Status, outcome.Error!.Kind);
        return outcome;
    });

    /// <summary>Relays the answer whose head is there, and ends the attempt.</summary>
    public Task<AttemptOutcome> AnswerAsync(RequestContext context, Ask ask) => GuardAsync(context, ask, async () =>
    {
        if (ask.Response is not { } response || ask.Attempt.Status >= 400)
        {
            ask.Attempt.Status = 200;
            context.Answering = ask.Attempt;
            await EstimatedCount.AnswerAsync(context, settlement.Settle);
            return AttemptOutcome.Answered;
        }

        var error = await relay.RunAsync(context, ask, response, await ask.BodyAsync());
        if (error is null)
        {
            var now = time.GetUtcNow();
            ask.Health.Succeeded(now, ask.Attempt.TimeToFirstByte);
            if (WaitHeaders.UsedUpFor(response.Headers, now) is { } wait)
            {
                ask.Health.LimitedUntil(now + wait);
            }
        }

        return new AttemptOutcome(error);
    });

    /// <summary>Notes how an attempt failed, for the target's health.</summary>
    private AttemptOutcome Failed(Ask ask, AttemptOutcome outcome)
    {
        if (outcome.Error is { Kind: not ErrorKind.Cancelled } error)
        {
            ask.Health.Failed(time.GetUtcNow(), error.Kind, error.RetryAfter);
        }

        return outcome;
    }

    /// <summary>Turns what is thrown on the way into what the client is told.</summary>
    private async Task<AttemptOutcome> GuardAsync(RequestContext context, Ask ask, Func<Task<AttemptOutcome>> step)
    {
        var attempt = ask.Attempt;
        try
        {
            return Failed(ask, await step());
        }
        catch (DialectException exception)
        {
            attempt.Fail(exception.Error.Kind, exception.Error.Message);
            return new AttemptOutcome(exception.Error);
        }
        catch (CredentialException exception)
        {
            var error = UpstreamFailures.Of(exception, attempt.Target.Connection);
            attempt.Fail(error.Kind, exception.Message);
            LogFailed(attempt.Target.Name, error.Kind, exception.Kind.ToString());
            return Failed(ask, new AttemptOutcome(error));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException or InvalidDataException)
        {
            if (context.Http.RequestAborted.IsCancellationRequested || ask.IsCalledOff)
            {
                attempt.Fail(ErrorKind.Cancelled, ask.IsCalledOff ? "Another target was faster." : "The client hung up.");
                return new AttemptOutcome(UpstreamFailures.Cancelled);
            }

            var (kind, what) = ask.Pulse.TimedOut ? (ErrorKind.Timeout, "The upstream was silent for too long.") : UpstreamFailures.Explain(exception);
            attempt.Fail(kind, what);
            LogFailed(attempt.Target.Name, kind, exception.GetType().Name);
            return Failed(ask, new AttemptOutcome(UpstreamFailures.Of(attempt)));
        }
    }

    /// <summary>Tokens are counted here where the target has nobody who counts.</summary>
    private static bool NeedsNoUpstream(RequestContext context, Attempt attempt) =>
        context.Operation.Kind == OperationKind.CountTokens && (attempt.Target.Connection.Simulator is not null || attempt.Wire is not { } wire || Lanes.DialectOf(wire) is not ICountsTokens);

    /// <summary>Not every model behind an address that counts can be counted.</summary>
    private static bool IsCountMissing(RequestContext context, Attempt attempt) =>
        context.Operation.Kind == OperationKind.CountTokens && (attempt.Status is 404 or 405 or 501 || (attempt.Status == 400 && Lanes.Translates(context, attempt.Wire!)));

    [LoggerMessage(EventId = 3001, Level = LogLevel.Warning, Message = "{Target} answered {Status} ({Kind})")]
    private partial void LogRefused(string target, int status, ErrorKind kind);

    [LoggerMessage(EventId = 3002, Level = LogLevel.Warning, Message = "{Target} failed: {Kind} ({Exception})")]
    private partial void LogFailed(string target, ErrorKind kind, string exception);
}
