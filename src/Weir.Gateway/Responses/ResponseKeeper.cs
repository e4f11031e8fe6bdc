using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Weir.Catalog;
using Weir.Gateway.Pipeline;
using Weir.Routing.Wires;
using Weir.Storage;

namespace Weir.Gateway.Responses;

/// <summary>Keeps the answers that a client of Responses may refer to later, where the target keeps none.</summary>
internal sealed partial class ResponseKeeper(ResponseStore store, ILogger<ResponseKeeper> logger)
{
    /// <summary>A longer exchange is not kept: nobody goes on from it by reference.</summary>
    private const int MaxKept = 32 * 1024 * 1024;

    /// <summary>True when Weir is to keep the answer to this request.</summary>
    public static bool Keeps(RequestContext context, Wire wire) =>
        context.Operation == Operations.Responses && wire.Dialect != DialectNames.OpenAiResponses && context.Conversation?.Store != false;

    /// <summary>The id of the answer to a request, for the client: it names the request as well.</summary>
    public static string IdOf(RequestContext context) => "resp_" + context.Id[(context.Id.IndexOf('_', StringComparison.Ordinal) + 1)..];

    /// <summary>Keeps an answer. A database that fails costs the reference, not the answer.</summary>
    /// <param name="context">The request.</param>
    /// <param name="answer">The answer as the client gets it.</param>
    /// <param name="cancellationToken">The client's.</param>
    public async Task KeepAsync(RequestContext context, ReadOnlyMemory<byte> answer, CancellationToken cancellationToken)
    {
        var body = context.Body!.Span;
        if (body.Length + answer.Length > MaxKept)
        {
            return;
        }

        try
        {
            var response = new StoredResponse(IdOf(context), context.Key.Id, context.PreviousResponseId, body.ToArray(), answer.ToArray());
            await store.SaveAsync(response, cancellationToken);
        }
        catch (Exception exception) when (exception is StorageException or SqliteException)
        {
            LogNotKept(exception, context.Id);
        }
    }

    [LoggerMessage(EventId = 3010, Level = LogLevel.Error, Message = "The answer to {Id} could not be kept: previous_response_id will not find it")]
    private partial void LogNotKept(Exception exception, string id);
}
