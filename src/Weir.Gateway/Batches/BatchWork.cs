using Microsoft.Extensions.Logging;
using Weir.Gateway.Lasting;
using Weir.Routing.Targets;

namespace Weir.Gateway.Batches;

/// <summary>Asks after a batch, and has it booked when it is over.</summary>
internal sealed partial class BatchWork(ResourceStore store, ConnectionCalls calls, BatchSettler settler, LastingHolds holds, TimeProvider time, ILogger<BatchWork> logger) : ILastingWork
{
    public string Kind => Resource.Batch;

    public async Task AskAsync(Resource resource, Connection connection, CancellationToken cancellationToken)
    {
        if (await calls.GetJsonAsync(connection, $"batches/{Uri.EscapeDataString(resource.Id)}", cancellationToken) is not { } answer)
        {
            LogGone(resource.Id, resource.Connection);
            holds.GiveUp(resource.Held.Values);
            await store.SettleAsync(resource, time.GetUtcNow(), cancellationToken);
            return;
        }

        if (BatchObject.Read(answer) is { IsOver: true } told)
        {
            await store.AddAsync(ResourceAnswers.FilesOf(told, resource), cancellationToken);
            await settler.SettleAsync(resource, told, connection, cancellationToken);
        }
    }

    [LoggerMessage(EventId = 3033, Level = LogLevel.Warning, Message = "\"{Connection}\" does not know batch {Id} any more: it is not booked")]
    private partial void LogGone(string id, string connection);
}
