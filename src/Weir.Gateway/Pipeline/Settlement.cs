using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Weir.Dialects.Errors;
using Weir.Dialects.Estimates;
using Weir.Dialects.Usage;
using Weir.Gateway.Audit;
using Weir.Gateway.Background;
using Weir.Gateway.Money;
using Weir.Gateway.Telemetry;
using Weir.Gateway.Translation;
using Weir.Metering.Ledger;
using Weir.Metering.Prices;
using Weir.Storage;

namespace Weir.Gateway.Pipeline;

/// <summary>The last step, before the last byte: counts what the request used, prices it, and writes its ledger row. Once per request.</summary>
internal sealed partial class Settlement(IUsageLedger ledger, TargetTariffs tariffs, Holds holds, BackgroundKeeper background, FallbackNotes fallbacks, GatewayMetrics metrics, ILogger<Settlement> logger)
{
    /// <summary>Settles a request that was answered.</summary>
    /// <exception cref="StorageException">The ledger can't be written: the answer must not go out as if all were well.</exception>
    public void Settle(RequestContext context) => Write(context, null);

    /// <summary>
    /// Settles a request that failed; <paramref name="error"/> is what the client is told instead of an answer. A ledger that can't be written hides from nobody
    /// why the request failed: it is logged.
    /// </summary>
    public void Settle(RequestContext context, WeirError error)
    {
        try
        {
            Write(context, error);
        }
        catch (StorageException exception)
        {
            LogNotKept(exception, context.Id, exception.Action);
        }
    }

    /// <summary>What the client is told where the ledger can't be written.</summary>
    public static WeirError NotKept(StorageException exception) =>
        new(ErrorKind.Overloaded, $"The ledger can't be kept now, so no answer goes out: {exception.Message}", exception.Action) { Status = StatusCodes.Status503ServiceUnavailable };

    private void Write(RequestContext context, WeirError? error)
    {
        if (context.Settled)
        {
            return;
        }

        context.Settled = true;
        var record = Recorded(context, error);
        holds.Settle(context, record);
        background.Keep(context);
        context.Lease?.End(record.Attempts.Sum(static attempt => attempt.Usage.Total));
        metrics.Note(context, record);
        fallbacks.Note(record);
        if (record.Cost is { } cost && !context.Response.HasStarted && context.Current is not { GoesOn: true })
        {
            context.Response.Headers["x-weir-cost"] = cost.ToString();
        }
    }

    private UsageRecord Recorded(RequestContext context, WeirError? error)
    {
        try
        {
            var record = Record(context, error);
            ledger.Append(record);
            return record;
        }
        catch
        {
            holds.GiveUp(context);
            throw;
        }
    }

    private UsageRecord Record(RequestContext context, WeirError? error)
    {
        var last = context.Current;
        var attempts = new AttemptRecord[context.Attempts.Count];
        var cost = (NanoDollars?)NanoDollars.Zero;
        long? saved = null;
        for (var i = 0; i < attempts.Length; i++)
        {
            var tariff = tariffs.Of(context.Attempts[i].Target, context.Time);
            attempts[i] = Record(context, context.Attempts[i], tariff);
            cost = Sum(cost, attempts[i]);
            if (tariff is Tariff.PerToken { Price: var price })
            {
                saved = (saved ?? 0) + price.SavedByCaching(attempts[i].Usage);
            }
        }

        var answered = last is not null ? attempts[context.Attempts.IndexOf(last)] : null;
        return new UsageRecord
        {
            Id = context.Id,
            Time = context.Time,
            KeyId = context.Key.Id,
            User = context.Key.User,
            Team = context.Key.Team,
            Connection = last?.Target.Connection.Name,
            Provider = last?.Target.Connection.Provider.Id,
            ModelAsked = context.ModelAsked,
            ModelAnswered = last?.Target.Name,
            Dialect = context.Operation.Dialect,
            Operation = context.Operation.Name,
            Streamed = context.Stream,
            Usage = answered?.Usage ?? default,
            Estimated = answered?.Estimated ?? false,
            Cost = answered is null ? null : cost,
            PriceVersion = answered?.PriceVersion,
            SavedNano = saved,
            Status = error switch { null => last?.Status ?? 200, { Kind: ErrorKind.Cancelled } => 499, _ => context.Response.HasStarted ? 200 : error.Status },
            Error = error?.Kind ?? last?.Error ?? ErrorKind.Unknown,
            TimeToFirstByte = last is { FirstByte: > 0 } ? Stopwatch.GetElapsedTime(context.Started, last.FirstByte) : null,
            Duration = Stopwatch.GetElapsedTime(context.Started),
            Tags = context.Header("x-weir-tags"),
            RunId = context.Header("x-weir-run"),
            SnapshotVersion = context.Snapshot.Version,
            Notes = context.Notes.All is { Count: > 0 } notes ? string.Join('\n', notes) : null,
            Attempts = attempts,
        };
    }

    private static AttemptRecord Record(RequestContext context, Attempt attempt, Tariff tariff)
    {
        var (usage, estimated) = UsageOf(context, attempt);
        return new AttemptRecord
        {
            Connection = attempt.Target.Connection.Name,
            Model = attempt.Target.ModelId,
            StartedAfter = Stopwatch.GetElapsedTime(context.Started, attempt.Started),
            TimeToFirstByte = attempt.TimeToFirstByte,
            Duration = Stopwatch.GetElapsedTime(attempt.Started),
            Status = attempt.Status,
            Error = attempt.Error,
            Detail = Trace(attempt),
            Usage = usage,
            Estimated = estimated,
            Cost = attempt.GoesOn ? NanoDollars.Zero : tariff.Cost(usage, Pieces.Billed(context, attempt, usage, tariff)),
            PriceVersion = tariff.Version,
            UpstreamId = attempt.UpstreamId,
        };
    }

    private static string? Trace(Attempt attempt) =>
        Joined(Joined(attempt.Detail, Dropped.Trace(attempt.Losses)), attempt.GoesOn ? $"{attempt.Background!.Id} goes on in the background: it is booked when it is over." : null);

    private static string? Joined(string? first, string? second) => (first, second) switch
    {
        ({ } told, { } more) => $"{told} {more}",
        _ => first ?? second,
    };

    /// <summary>What the upstream told; where it may bill more than it told, an estimate. A refusal, and what never reached it, cost nothing.</summary>
    private static (TokenUsage Usage, bool Estimated) UsageOf(RequestContext context, Attempt attempt)
    {
        if (!context.Operation.HasUsage || Holds.IsLook(context) || attempt.GoesOn)
        {
            return (default, false);
        }

        if (attempt.HasToldUsage)
        {
            return (attempt.Tap.Usage, false);
        }

        if (!attempt.MayBeBilled || context.Operation.Kind == OperationKind.CountTokens)
        {
            return (attempt.Tap.Usage, false);
        }

        var known = attempt.Tap.Usage;
        return context.Operation.Shape is not (BodyShape.Json or BodyShape.JsonByRoute)
            ? (known, true)
            : (known with { Input = attempt.Tap.Seen ? known.Input : context.EstimatedInput, Output = Math.Max(known.Output, TokenEstimate.OfText(attempt.TextBytes)) }, true);
    }

    private static NanoDollars? Sum(NanoDollars? sum, AttemptRecord attempt) =>
        attempt.Cost is { } cost ? sum + cost : attempt.Usage.Total > 0 ? null : sum;

    [LoggerMessage(EventId = 3001, Level = LogLevel.Error, Message = "The ledger has no row of the failed request {Id}. {Remedy}")]
    private partial void LogNotKept(Exception exception, string id, string remedy);
}
