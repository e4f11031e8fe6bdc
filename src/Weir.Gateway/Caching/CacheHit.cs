using System.Diagnostics;
using System.Globalization;
using Weir.Dialects.Usage;
using Weir.Gateway.Pipeline;
using Weir.Gateway.Relay;
using Weir.Gateway.Telemetry;
using Weir.Metering.Ledger;
using Weir.Metering.Prices;

namespace Weir.Gateway.Caching;

/// <summary>Gives a kept answer again: the same bytes, and a ledger row that says what it cost, nothing.</summary>
internal sealed class CacheHit(IUsageLedger ledger, TargetPrices prices, GatewayMetrics metrics, TimeProvider time)
{
    /// <summary>Books the hit and gives the answer.</summary>
    /// <exception cref="Storage.StorageException">The ledger can't be written: nothing of the answer is out.</exception>
    public async Task AnswerAsync(RequestContext context, CachedAnswer answer)
    {
        // The row is safe before the client can see anything of the answer.
        Book(context, answer);

        var response = context.Response;
        response.Headers["x-weir-model"] = answer.Model;
        response.Headers["x-weir-attempts"] = "0";
        response.Headers["x-weir-cost"] = NanoDollars.Zero.ToString();
        response.Headers.Age = Math.Max(0, (long)(time.GetUtcNow() - answer.StoredAt).TotalSeconds).ToString(CultureInfo.InvariantCulture);
        if (answer.Dropped is not null)
        {
            response.Headers["x-weir-dropped"] = answer.Dropped;
        }

        response.ContentType = answer.ContentType;
        if (context.Stream)
        {
            SseHeartbeat.Begin(response);
        }
        else
        {
            response.ContentLength = answer.Body.Length;
        }

        context.HasAnswerBegun = true;
        await response.BodyWriter.WriteAsync(answer.Body, context.Http.RequestAborted);
    }

    /// <summary>What the answer would have cost at today's price: the kept bytes tell their usage. Null when they don't, or no price is known.</summary>
    private long? Saved(RequestContext context, CachedAnswer answer)
    {
        var target = context.Targets.FirstOrDefault(target => string.Equals(target.Name, answer.Model, StringComparison.Ordinal));
        if (target is null || prices.For(target, context.Time) is not { } price)
        {
            return null;
        }

        using var tap = new UsageTap();
        tap.Read(answer.Body.Span);
        return tap.Seen ? price.Cost(tap.Usage).Value : null;
    }

    private void Book(RequestContext context, CachedAnswer answer)
    {
        var elapsed = Stopwatch.GetElapsedTime(context.Started);
        var record = new UsageRecord
        {
            Id = context.Id,
            Time = context.Time,
            KeyId = context.Key.Id,
            User = context.Key.User,
            Team = context.Key.Team,
            ModelAsked = context.ModelAsked,
            ModelAnswered = answer.Model,
            Dialect = context.Operation.Dialect,
            Operation = context.Operation.Name,
            Streamed = context.Stream,
            Cost = NanoDollars.Zero,
            SavedNano = Saved(context, answer),
            Status = 200,
            TimeToFirstByte = elapsed,
            Duration = elapsed,
            Tags = context.Header("x-weir-tags"),
            RunId = context.Header("x-weir-run"),
            AnsweredBy = UsageRecord.ByCache,
            SnapshotVersion = context.Snapshot.Version,
        };
        context.Settled = true;
        ledger.Append(record);
        context.Lease?.End(0);
        metrics.Note(context, record);
    }
}
