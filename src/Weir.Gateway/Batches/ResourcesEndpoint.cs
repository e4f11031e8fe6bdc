using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Weir.Credentials;
using Weir.Dialects.Conversations;
using Weir.Dialects.Errors;
using Weir.Gateway.InnerCalls;
using Weir.Gateway.Lasting;
using Weir.Gateway.Pipeline;
using Weir.Metering.Keys;
using Weir.Metering.Ledger;
using Weir.Routing.Routes;
using Weir.Routing.Snapshots;
using Weir.Routing.Targets;
using Weir.Storage;

namespace Weir.Gateway.Batches;

/// <summary>
/// /v1/files, /v1/batches and /v1/uploads: the connection's own, but each key sees only what it made. What an answer makes is remembered before the client has it, so that its next call
/// needs only the id.
/// </summary>
internal sealed class ResourcesEndpoint(ResourceStore store, OwnLists lists, LastingWatch watch, BatchHolds batches, LastingHolds holds, LostBatches lost, RequestPipeline pipeline, ISnapshotSource snapshots, RequestIds ids, TimeProvider time)
{
    public async Task RunAsync(HttpContext http, ClientKey key)
    {
        var call = new ResourceCall(http.Request);
        var operation = call.Kind switch { Resource.File => Operations.Files, Resource.Batch => Operations.Batches, _ => Operations.Uploads };
        using var context = new RequestContext(http, operation, key, snapshots.Current, ids.Next(), time.GetUtcNow())
        {
            PassThroughPath = call.Path,
            PassThroughQuery = call.IsList ? call.PageQuery(call.After) : call.Query,
        };
        http.Response.Headers["x-weir-request-id"] = context.Id;
        if (call.IsContent)
        {
            await pipeline.RunAsync(context, prepared => PrepareAsync(prepared, call));
            return;
        }

        var client = http.Features.Get<IHttpResponseBodyFeature>()!;
        var clientLifetime = http.Features.Get<IHttpRequestLifetimeFeature>()!;
        using var lasting = new LastingLifetime(clientLifetime, time);
        var answer = new AnswerBuffer();
        http.Features.Set<IHttpResponseBodyFeature>(new InnerBody(new InnerResponse(), answer));
        try
        {
            await pipeline.RunAsync(context, prepared => PrepareAsync(prepared, call, lasting));
            await http.Response.BodyWriter.FlushAsync(CancellationToken.None);
            http.Features.Set(client);
            await AnswerAsync(context, call, answer.Bytes(http.Response.ContentLength));
        }
        finally
        {
            http.Features.Set(clientLifetime);
            if (!call.IsBatchKnown)
            {
                End(context, call);
            }
        }
    }

    /// <summary>Ends what is held for a batch that nobody will settle: given back only where there surely is none.</summary>
    private void End(RequestContext context, ResourceCall call)
    {
        if (call.CreatesBatch && context.Attempts.Any(static attempt => attempt.MayBeBilled))
        {
            lost.Note(context, call);
        }
        else
        {
            holds.Release(call.Held.Values);
        }
    }

    private async Task AnswerAsync(RequestContext context, ResourceCall call, ReadOnlyMemory<byte> body)
    {
        var http = context.Http;
        try
        {
            if (http.Response.StatusCode is >= 200 and < 300 && Parse(body.Span) is { } json)
            {
                body = await HeedAsync(context, call, json) ?? body;
            }
        }
        catch (StorageException exception)
        {
            // An id that is not remembered would be lost to its owner: better a plain failure.
            await ErrorAnswer.WriteAsync(http.Response, new WeirError(ErrorKind.UnexpectedResponse, exception.Message, exception.Action) { Status = 500 }, http.RequestAborted);
            return;
        }
        catch (CredentialException exception)
        {
            await ErrorAnswer.WriteAsync(http.Response, UpstreamFailures.Of(exception, call.Connection!), http.RequestAborted);
            return;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or InvalidDataException)
        {
            var (kind, what) = UpstreamFailures.Explain(exception);
            await ErrorAnswer.WriteAsync(http.Response, new WeirError(kind, $"{call.Connection!.Name}: {what}", UpstreamFailures.Action(kind, call.Connection)), http.RequestAborted);
            return;
        }

        http.Response.ContentLength = body.Length;
        await http.Response.BodyWriter.WriteAsync(body, http.RequestAborted);
    }

    /// <summary>Does what an answer calls for; gives another body where the client gets one.</summary>
    private async Task<byte[]?> HeedAsync(RequestContext context, ResourceCall call, JsonElement answer)
    {
        var cancellationToken = context.Http.RequestAborted;
        if (call.IsList)
        {
            return await lists.FilterAsync(call, context.Key, answer, cancellationToken);
        }

        if (HttpMethods.IsDelete(call.Method) && call is { Resource: { } deleted, Rest: null })
        {
            await store.RemoveAsync(deleted, cancellationToken);
            return null;
        }

        var made = ResourceAnswers.Of(answer, call.Resource ?? NewResource(context, call));
        if (made.Count > 0)
        {
            // It is made, whether or not the client still waits to hear it.
            await store.AddAsync([.. made.Select(resource => resource.Kind == Resource.Batch && call.CreatesBatch ? resource with { Held = call.Held } : resource)], CancellationToken.None);
            call.IsBatchKnown = call.CreatesBatch;
        }

        if (call.Kind == Resource.Batch && call.Resource?.SettledAt is null && BatchObject.Read(answer) is { IsOver: true } over)
        {
            watch.Wake(over.Id);
        }

        return null;
    }

    private static Resource NewResource(RequestContext context, ResourceCall call) => new()
    {
        Id = "",
        Connection = call.Connection!.Name,
        Kind = call.Kind,
        KeyId = context.Key.Id,
        User = context.Key.User,
        Tags = context.Header("x-weir-tags"),
        RunId = context.Header("x-weir-run"),
        CreatedAt = context.Time,
    };

    /// <summary>Finds where the call goes, by the id in its path, a batch's input file, the name that it gives, or because there is only one place.</summary>
    private async ValueTask<WeirError?> PrepareAsync(RequestContext context, ResourceCall call, LastingLifetime? lasting = null)
    {
        if (await RequestReader.ReadBodyAsync(context) is { } unreadable)
        {
            return unreadable;
        }

        WeirError? error;
        if (call.Id is { } id)
        {
            (call.Resource, error) = await FindAsync(context, call, id);
            if (error is not null)
            {
                return error;
            }
        }

        var named = call.Resource?.Connection;
        if (call.CreatesBatch && Parse(context.Body!.Span)?.String("input_file_id") is { } input)
        {
            (var file, error) = await FindAsync(context, call, input);
            if (error is not null)
            {
                return error with { Param = "input_file_id" };
            }

            named = file!.Connection;
            call.InputFile = input;
        }

        (call.Connection, error) = named is not null ? BatchConnections.Named(context.Snapshot, named) : BatchConnections.Choose(context.Snapshot, call.NamedConnection);
        if (error is not null)
        {
            return error;
        }

        var connection = call.Connection!;
        if (context.Key.AllowedModels.Count > 0 && !context.Key.AllowedModels.Contains($"{connection.Name}/*"))
        {
            return new WeirError(ErrorKind.NotAllowed, "This key is limited to certain models, and a batch may ask any of its connection's.", $"Use a key without a model list, or one that has {connection.Name}/*.");
        }

        context.Route = Route.To(new Target(connection, "-", null, connection.Name));
        await SettleBeforeDeletionAsync(call, context.Http.RequestAborted);

        if (!call.CreatesBatch)
        {
            return null;
        }

        (call.Held, error) = await batches.HoldAsync(context, connection, call.InputFile, context.Http.RequestAborted);
        if (error is null)
        {
            context.Http.Features.Set<IHttpRequestLifetimeFeature>(lasting);
        }

        return error;
    }

    /// <summary>A key's resource by its id.</summary>
    private async Task<(Resource? Resource, WeirError? Error)> FindAsync(RequestContext context, ResourceCall call, string id)
    {
        var found = await store.FindAsync(id, context.Key.Id, context.Http.RequestAborted);
        var there = found.Where(resource => call.NamedConnection is null || resource.Connection == call.NamedConnection).ToList();
        return there switch
        {
            [var one] => (one, null),
            [] => (null, new WeirError(ErrorKind.InvalidRequest, $"This key made nothing with the id \"{(id.Length > 100 ? id[..100] : id)}\" through this gateway.", "Make it through the gateway first (POST /v1/files, /v1/batches); what lies at the provider already is reached at /p/CONNECTION/.") { Status = 404 }),
            _ => (null, new WeirError(ErrorKind.InvalidRequest, "Several connections have something with this id.", $"Name one in the header {BatchConnections.Header} or as ?{BatchConnections.Query}=NAME.") { Param = BatchConnections.Query }),
        };
    }

    /// <summary>A batch's output is its bill: it is booked before its owner deletes it.</summary>
    private async Task SettleBeforeDeletionAsync(ResourceCall call, CancellationToken cancellationToken)
    {
        if (HttpMethods.IsDelete(call.Method) && call.Resource is { BatchId: { } batchId } file)
        {
            foreach (var batch in await store.FindAsync(batchId, file.KeyId, cancellationToken))
            {
                if (batch.Connection == file.Connection && batch.SettledAt is null)
                {
                    await watch.CheckAsync(batch, cancellationToken);
                }
            }
        }
    }

    private static JsonElement? Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonElement.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
