using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Weir.Dialects.Errors;
using Weir.Gateway.Attempts;
using Weir.Gateway.Caching;
using Weir.Gateway.Money;
using Weir.Gateway.Responses;
using Weir.Gateway.Sessions;
using Weir.Metering.Keys;
using Weir.Metering.Ledger;
using Weir.Routing.Snapshots;
using Weir.Storage;

namespace Weir.Gateway.Pipeline;

/// <summary>The way of a request: ingress, resolution, attempts, relay, settlement.</summary>
internal sealed partial class RequestPipeline(ISnapshotSource snapshots, PreviousResponses previous, Resolver resolver, RouteRunner routes, CachedAttempts cache, RateGate gate, Settlement settlement, RequestIds ids, TimeProvider time, ILogger<RequestPipeline> logger)
{
    private readonly Func<RequestContext, Task<WeirError?>> _attempts = routes.RunAsync;

    public async Task RunAsync(HttpContext http, Operation operation, ClientKey key)
    {
        using var context = new RequestContext(http, operation, key, snapshots.Current, ids.Next(), time.GetUtcNow());
        http.Response.Headers["x-weir-request-id"] = context.Id;
        await RunAsync(context, ReadAndResolveAsync);
    }

    /// <summary>Runs a request of which the address has told something already.</summary>
    public Task RunAsync(RequestContext context) => RunAsync(context, ReadAndResolveAsync);

    /// <summary>Runs a request whose beginning (reading, resolving) is <paramref name="prepare"/>.</summary>
    public async Task RunAsync(RequestContext context, Func<RequestContext, ValueTask<WeirError?>> prepare)
    {
        try
        {
            var error = TestSessions.Misplaced(context) ?? await prepare(context) ?? gate.Enter(context) ?? await cache.RunAsync(context, _attempts);
            if (error is null)
            {
                return;
            }

            settlement.Settle(context, error);
            if (context.HasAnswerBegun && !context.Stream && context.Response.HasStarted)
            {
                // Half of a whole answer is out: that it is cut off can only be told by cutting.
                context.Http.Abort();
            }
            else if (error.Kind != ErrorKind.Cancelled)
            {
                context.NameTarget(context.Current?.Target);
                await ErrorAnswer.WriteAsync(context.Response, error, context.Http.RequestAborted, context.StreamWriter);
            }
        }
        catch (OperationCanceledException) when (context.Http.RequestAborted.IsCancellationRequested)
        {
            context.Current?.Fail(ErrorKind.Cancelled, "The client hung up.");
            settlement.Settle(context, UpstreamFailures.Cancelled);
        }
        catch (StorageException exception) when (context.Settled && !context.Response.HasStarted)
        {
            LogBroken(exception, context.Id);
            await ErrorAnswer.WriteAsync(context.Response, Settlement.NotKept(exception), context.Http.RequestAborted, context.StreamWriter);
        }
        catch (Exception exception)
        {
            LogBroken(exception, context.Id);
            context.Current?.Fail(ErrorKind.UnexpectedResponse, "Weir failed on its answer.");
            if (context.Settled)
            {
                // The answer is out, or on its way: all that is left is not to pretend that it ended well.
                context.Http.Abort();
                return;
            }

            var error = new WeirError(ErrorKind.UnexpectedResponse, "Weir failed on this request.", $"Try again; the log says more about {context.Id}.") { Status = 500 };
            settlement.Settle(context, error);
            await ErrorAnswer.WriteAsync(context.Response, error, context.Http.RequestAborted, context.StreamWriter);
        }
    }

    private async ValueTask<WeirError?> ReadAndResolveAsync(RequestContext context) =>
        await RequestReader.ReadAsync(context) ?? resolver.Resolve(context) ?? await previous.ResolveAsync(context);

    [LoggerMessage(EventId = 3000, Level = LogLevel.Error, Message = "Request {Id} failed inside Weir")]
    private partial void LogBroken(Exception exception, string id);
}
