using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Weir.Catalog;
using Weir.Dialects.Conversations;
using Weir.Dialects.Errors;
using Weir.Dialects.OpenAiChat;
using Weir.Dialects.Usage;
using Weir.Gateway.Batches;
using Weir.Gateway.Lasting;
using Weir.Gateway.Money;
using Weir.Metering.Ledger;
using Weir.Metering.Prices;
using Weir.Routing.Targets;

namespace Weir.Gateway.Background;

/// <summary>Asks after an answer that was made in the background, and books it when it is over: one ledger row, in the time of the request that began it.</summary>
internal sealed partial class BackgroundWork(ResourceStore store, ConnectionCalls calls, LastingBooks books, TargetTariffs tariffs, TimeProvider time, ILogger<BackgroundWork> logger) : ILastingWork
{
    /// <summary>The operation in the ledger's rows of such answers.</summary>
    public const string OperationName = "background";

    /// <summary>Providers keep an answer for 30 days.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public string Kind => Resource.Response;

    public async Task AskAsync(Resource resource, Connection connection, CancellationToken cancellationToken)
    {
        var answer = await calls.GetJsonAsync(connection, $"responses/{Uri.EscapeDataString(resource.Id)}", cancellationToken);
        var status = answer is { } told ? told.String("status") ?? "ended" : "gone";
        if (status is "queued" or "in_progress")
        {
            return;
        }

        if (answer is null)
        {
            LogGone(resource.Id, resource.Connection);
        }

        var usage = UsageOf(answer);

        // A provider bills nothing of what failed without a word of usage; what was cancelled or deleted it may.
        var isUntold = usage is null && status != "failed";
        var target = BatchBill.TargetOf(connection, resource.Model ?? "-");
        var record = Record(resource, target, status, usage ?? default, isUntold);
        await books.BookAsync(resource, target, record, resource.Held.Count > 0, isUntold, cancellationToken);
        await store.SettleAsync(resource, time.GetUtcNow(), cancellationToken);
        await store.ForgetResponsesAsync(time.GetUtcNow() - Kept, cancellationToken);
        LogBooked(resource.Id, record.Id);
    }

    private static TokenUsage? UsageOf(JsonElement? answer)
    {
        var usage = answer?.Member("usage") ?? default;
        return usage.ValueKind == JsonValueKind.Object && UsageReader.TryRead(JsonMarshal.GetRawUtf8Value(usage), out var told) ? told : null;
    }

    private UsageRecord Record(Resource resource, Target target, string status, in TokenUsage usage, bool isUntold)
    {
        var now = time.GetUtcNow();
        var ran = now > resource.CreatedAt ? now - resource.CreatedAt : TimeSpan.Zero;
        var tariff = tariffs.Of(target, resource.CreatedAt);
        var cost = tariff.Cost(usage, new UnitCounts { Requests = status == "failed" ? 0 : 1, Seconds = usage.Seconds });
        var error = status switch { "gone" or "failed" => ErrorKind.UnexpectedResponse, "cancelled" => ErrorKind.Cancelled, _ => ErrorKind.Unknown };
        return new UsageRecord
        {
            Id = resource.Held.GetValueOrDefault(target.ModelId) ?? RowIds.Of(resource.CreatedAt.ToUnixTimeMilliseconds(), resource.Connection, resource.Id),
            Time = resource.CreatedAt,
            KeyId = resource.KeyId,
            Connection = target.Connection.Name,
            Provider = target.Connection.Provider.Id,
            ModelAsked = target.Name,
            ModelAnswered = target.Name,
            Dialect = DialectNames.OpenAiResponses,
            Operation = OperationName,
            Usage = usage,
            Estimated = isUntold,
            Cost = cost,
            PriceVersion = tariff.Version,
            Status = 200,
            Error = error,
            Duration = ran,
            RunId = resource.RunId,
            Attempts =
            [
                new AttemptRecord
                {
                    Connection = target.Connection.Name,
                    Model = target.ModelId,
                    StartedAfter = TimeSpan.Zero,
                    Duration = ran,
                    Status = 200,
                    Error = error,
                    Detail = $"{resource.Id}: {status}{(isUntold ? ", without usage" : "")}.",
                    Usage = usage,
                    Estimated = isUntold,
                    Cost = cost,
                    PriceVersion = tariff.Version,
                    UpstreamId = resource.Id,
                },
            ],
        };
    }

    [LoggerMessage(EventId = 3038, Level = LogLevel.Information, Message = "Booked background answer {Id} as {Row}")]
    private partial void LogBooked(string id, string row);

    [LoggerMessage(EventId = 3039, Level = LogLevel.Warning, Message = "\"{Connection}\" does not know background answer {Id} any more: what it cost is not known")]
    private partial void LogGone(string id, string connection);
}
