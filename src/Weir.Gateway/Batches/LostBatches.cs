using Microsoft.Extensions.Logging;
using Weir.Catalog;
using Weir.Dialects.Errors;
using Weir.Gateway.Lasting;
using Weir.Gateway.Pipeline;
using Weir.Metering.Ledger;
using Weir.Routing.Targets;
using Weir.Storage;

namespace Weir.Gateway.Batches;

/// <summary>
/// Batches that an upstream may have made, and that nobody here can ask after: no answer came, or none that could be read or kept. What is held for one counts as spent until a person
/// settles it.
/// </summary>
internal sealed partial class LostBatches(LastingHolds holds, IUsageLedger ledger, RequestIds ids, TimeProvider time, ILogger<LostBatches> logger)
{
    /// <summary>Ends the call that may have made such a batch.</summary>
    public void Note(RequestContext context, ResourceCall call)
    {
        var connection = call.Connection!;
        LogLost(connection.Name, context.Id, string.Join(", ", call.Held.Values));
        holds.Doubt(call.Held.Values);
        if (context.Current?.Error is null or ErrorKind.Unknown)
        {
            // The call's own row, written before the answer was read, says that all is well.
            Append(Record(context, call, connection));
        }
    }

    private void Append(UsageRecord record)
    {
        try
        {
            ledger.Append(record);
        }
        catch (StorageException exception)
        {
            LogNotKept(exception, record.RunId, exception.Action);
        }
    }

    private UsageRecord Record(RequestContext context, ResourceCall call, Connection connection)
    {
        var target = BatchBill.TargetOf(connection, "-");
        return new UsageRecord
        {
            Id = ids.Next(),
            Time = time.GetUtcNow(),
            KeyId = context.Key.Id,
            User = context.Key.User,
            Team = context.Key.Team,
            Connection = connection.Name,
            Provider = connection.Provider.Id,
            ModelAsked = target.Name,
            ModelAnswered = target.Name,
            Dialect = DialectNames.OpenAiChat,
            Operation = BatchSettler.OperationName,
            Status = 200,
            Error = ErrorKind.UnexpectedResponse,
            Duration = TimeSpan.Zero,
            Tags = context.Header("x-weir-tags"),
            RunId = context.Header("x-weir-run") ?? context.Id,
            Attempts =
            [
                new AttemptRecord
                {
                    Connection = connection.Name,
                    Model = target.ModelId,
                    StartedAfter = TimeSpan.Zero,
                    Duration = TimeSpan.Zero,
                    Status = 200,
                    Error = ErrorKind.UnexpectedResponse,
                    Detail = $"{context.Id} made a batch whose id could not be kept: it is not booked."
                        + (call.Held.Count == 0 ? "" : $" What is held for it counts as spent: {string.Join(", ", call.Held.Values)}."),
                },
            ],
        };
    }

    [LoggerMessage(EventId = 3035, Level = LogLevel.Warning, Message = "\"{Connection}\" may have made a batch of request {Id}, which Weir can't ask after; what is held for it counts as spent: {Holds}")]
    private partial void LogLost(string connection, string id, string holds);

    [LoggerMessage(EventId = 3036, Level = LogLevel.Error, Message = "The ledger has no row of the lost batch of {Id}. {Remedy}")]
    private partial void LogNotKept(Exception exception, string? id, string remedy);
}
