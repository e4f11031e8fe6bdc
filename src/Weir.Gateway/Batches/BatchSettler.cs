using Microsoft.Extensions.Logging;
using Weir.Catalog;
using Weir.Dialects.Errors;
using Weir.Gateway.Lasting;
using Weir.Gateway.Money;
using Weir.Metering.Ledger;
using Weir.Routing.Targets;

namespace Weir.Gateway.Batches;

/// <summary>
/// Books a batch that is over: reads its output once, line by line, and writes one ledger row for each model, then marks the batch as settled. A crash in between books again under
/// the same ids, which the ledger passes over.
/// </summary>
internal sealed partial class BatchSettler(ResourceStore store, ConnectionCalls calls, LastingBooks books, TargetTariffs tariffs, TimeProvider time, ILogger<BatchSettler> logger)
{
    /// <summary>The operation in the ledger's rows of batches.</summary>
    public const string OperationName = "batch";

    /// <summary>Books the batch and marks it.</summary>
    /// <exception cref="HttpRequestException">Its output can't be read now; nothing was booked.</exception>
    /// <exception cref="Storage.StorageException">The ledger or the database can't be written; the batch stays open, and what was booked is not booked again.</exception>
    public async Task SettleAsync(Resource batch, BatchObject told, Connection connection, CancellationToken cancellationToken)
    {
        var bill = new BatchBill(connection, batch.CreatedAt, tariffs);
        var error = told.OutputFile is null || await TryReadOutputAsync(bill, told, connection, cancellationToken) ? ErrorKind.Unknown : FromBatch(bill, told);
        if (error != ErrorKind.Unknown)
        {
            LogLost(batch.Id);
        }

        foreach (var model in batch.Held.Keys)
        {
            // None of its requests was answered: a row says so, and the books find it.
            bill.Know(model);
        }

        // An answer that tells neither usage nor a model that is held for may be any model's.
        var isAnyUntold = bill.Items.Any(item => item.Untold > 0 && !batch.Held.ContainsKey(item.Target.ModelId));
        foreach (var item in bill.Items)
        {
            var isHeld = batch.Held.ContainsKey(item.Target.ModelId);
            var isUntold = item.Untold > 0 || (isHeld && isAnyUntold);
            await books.BookAsync(batch, item.Target, Record(batch, told, item, error, isUntold), isHeld, isUntold, cancellationToken);
        }

        await store.SettleAsync(batch, time.GetUtcNow(), cancellationToken);
        LogSettled(batch.Id, bill.Items.Count);
    }

    /// <summary>Sums the output; false when it is gone.</summary>
    private Task<bool> TryReadOutputAsync(BatchBill bill, BatchObject told, Connection connection, CancellationToken cancellationToken) => calls.ReadLinesAsync(
        connection,
        told.OutputFile!,
        line =>
        {
            if (BatchLine.Read(line.Span) is { } answered)
            {
                bill.Add(answered);
            }
        },
        cancellationToken);

    /// <summary>The output was deleted before it was read: what the batch itself tells is the bill. Where it tells nothing, an empty row says that one is missing.</summary>
    private static ErrorKind FromBatch(BatchBill bill, BatchObject told)
    {
        bill.Add(told.Model, told.Usage ?? default);
        return told.Usage is null ? ErrorKind.UnexpectedResponse : ErrorKind.Unknown;
    }

    private UsageRecord Record(Resource batch, BatchObject told, BatchBill.Item item, ErrorKind error, bool isUntold)
    {
        // A row is told of when its time and duration are over: it is no news before it is booked.
        var now = time.GetUtcNow();
        var ended = EndOf(batch, told, now);
        var ran = ended > batch.CreatedAt ? ended - batch.CreatedAt : TimeSpan.Zero;
        var connection = item.Target.Connection;
        var cost = error == ErrorKind.Unknown ? item.Cost : null;
        return new UsageRecord
        {
            Id = batch.Held.GetValueOrDefault(item.Target.ModelId) ?? BatchBill.RowId(batch, told, item.Target.ModelId),
            Time = ended,
            KeyId = batch.KeyId,
            Connection = connection.Name,
            Provider = connection.Provider.Id,
            ModelAsked = item.Target.Name,
            ModelAnswered = item.Target.Name,
            Dialect = DialectNames.OpenAiChat,
            Operation = OperationName,
            Usage = item.Usage,
            Estimated = isUntold,
            Cost = cost,
            PriceVersion = item.PriceVersion,
            Status = 200,
            Error = error,
            Duration = now - ended,
            RunId = batch.RunId ?? batch.Id,
            Attempts =
            [
                new AttemptRecord
                {
                    Connection = connection.Name,
                    Model = item.Target.ModelId,
                    StartedAfter = TimeSpan.Zero,
                    Duration = ran,
                    Status = 200,
                    Error = error,
                    Detail = error != ErrorKind.Unknown ? $"{batch.Id}: its output was deleted before it was read."
                        : item.Untold == 0 ? $"{batch.Id}: {item.Lines} answers."
                        : $"{batch.Id}: {item.Lines} answers, {item.Untold} of them without usage.",
                    Usage = item.Usage,
                    Estimated = isUntold,
                    Cost = cost,
                    PriceVersion = item.PriceVersion,
                },
            ],
        };
    }

    /// <summary>When it ended, by the provider: not before it was made, and not after now.</summary>
    private static DateTimeOffset EndOf(Resource batch, BatchObject told, DateTimeOffset now)
    {
        var made = batch.CreatedAt.ToUnixTimeMilliseconds();
        var latest = now.ToUnixTimeMilliseconds();
        return told.Ended is { } seconds && made < latest
            ? DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(Math.Clamp(seconds, 0, latest / 1000) * 1000, made, latest))
            : now;
    }

    [LoggerMessage(EventId = 3030, Level = LogLevel.Information, Message = "Booked batch {Id} in {Rows} rows")]
    private partial void LogSettled(string id, int rows);

    [LoggerMessage(EventId = 3031, Level = LogLevel.Warning, Message = "The output of batch {Id} was deleted before it was read: what it cost is not known")]
    private partial void LogLost(string id);
}
