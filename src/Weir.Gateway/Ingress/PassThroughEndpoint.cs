using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Weir.Dialects.Errors;
using Weir.Dialects.Estimates;
using Weir.Dialects.OpenAiChat;
using Weir.Gateway.Pipeline;
using Weir.Metering.Keys;
using Weir.Metering.Ledger;
using Weir.Routing.Snapshots;
using Weir.Routing.Targets;

namespace Weir.Gateway.Ingress;

/// <summary><c>/p/{connection}/{path}</c>: the provider's own API with our credential. Nothing is changed; usage is read where it is told.</summary>
internal sealed class PassThroughEndpoint(RequestPipeline pipeline, ISnapshotSource snapshots, RequestIds ids, TimeProvider time)
{
    public const string Route = "/p/{connection}/{**path}";

    public async Task RunAsync(HttpContext http, ClientKey key)
    {
        using var context = new RequestContext(http, Operations.PassThrough, key, snapshots.Current, ids.Next(), time.GetUtcNow());
        http.Response.Headers["x-weir-request-id"] = context.Id;
        await pipeline.RunAsync(context, static context => PrepareAsync(context));
    }

    private static async ValueTask<WeirError?> PrepareAsync(RequestContext context)
    {
        var http = context.Http;
        var name = (string)http.Request.RouteValues["connection"]!;
        if (context.Snapshot.FindConnection(name) is not { } connection)
        {
            return new WeirError(ErrorKind.ModelNotAvailable, "There is no connection of that name.", "`weir providers list` shows the connections; the path is /p/CONNECTION/PATH.");
        }

        if (connection.NotServed is { } reason && connection.BaseUrl is null)
        {
            return new WeirError(ErrorKind.ModelNotAvailable, $"\"{name}\" can't be served: {reason}", "Run `weir doctor`.") { Status = 503 };
        }

        context.PassThroughPath = RawPath(http.Request);
        context.PassThroughQuery = QueryWithoutKey(http.Request);
        if (await RequestReader.ReadBodyAsync(context) is { } unreadable)
        {
            return unreadable;
        }

        var model = ModelOf(context);
        context.ModelAsked = model is null ? null : $"{name}/{model}";
        if (context.Key.AllowedModels.Count > 0 && !MayPass(context, name, model))
        {
            return new WeirError(ErrorKind.NotAllowed, "This key is limited to certain models, and this call is not one of theirs.", "Use a key without a model list for pass-through calls.");
        }

        var known = model is not null && connection.Models.TryGetValue(model, out var entry) ? entry : null;
        context.Route = Weir.Routing.Routes.Route.To(new Target(connection, model ?? "-", known, model is null ? name : $"{name}/{model}"));
        return null;
    }

    /// <summary>A key with a model list may pass only calls that name one of its models, or all of a connection's.</summary>
    private static bool MayPass(RequestContext context, string connection, string? model) =>
        context.Key.AllowedModels.Contains($"{connection}/*") ||
        (model is not null && context.Snapshot.Models.Resolve($"{connection}/{model}", context.Key.AllowedModels) is Resolution.Found);

    private static string? ModelOf(RequestContext context)
    {
        if (context.Http.Request.ContentType?.Contains("json", StringComparison.OrdinalIgnoreCase) != true ||
            !RequestScanner.TryScan(context.Body!.Span, out var facts, out _))
        {
            return null;
        }

        context.Stream = facts.Stream;
        context.IsBackground = facts.Background && context.PassThroughPath == "responses" && HttpMethods.IsPost(context.Http.Request.Method);
        context.EstimatedInput = TokenEstimate.OfRequest(facts.TextBytes, facts.MediaParts);
        return facts.Model;
    }

    /// <summary>The path as the client wrote it, escapes included: some model ids hold escaped slashes.</summary>
    private static string RawPath(HttpRequest request)
    {
        var raw = request.HttpContext.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var query = raw.IndexOf('?', StringComparison.Ordinal);
        var path = query < 0 ? raw : raw[..query];
        var start = path.IndexOf('/', "/p/".Length);
        return start < 0 ? "" : path[(start + 1)..];
    }

    private static string QueryWithoutKey(HttpRequest request)
    {
        if (!request.QueryString.HasValue)
        {
            return "";
        }

        var query = new StringBuilder();
        foreach (var pair in new QueryStringEnumerable(request.QueryString.Value))
        {
            if (!pair.EncodedName.Span.Equals("key", StringComparison.OrdinalIgnoreCase))
            {
                query.Append(query.Length == 0 ? '?' : '&').Append(pair.EncodedName).Append('=').Append(pair.EncodedValue);
            }
        }

        return query.ToString();
    }
}
