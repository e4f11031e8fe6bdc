using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Weir.Dialects.Errors;
using Weir.Gateway.Pipeline;
using Weir.Metering.Keys;
using Weir.Metering.Ledger;
using Weir.Routing.Snapshots;

namespace Weir.Gateway.Ingress;

/// <summary>
/// Gemini's way to ask: model and method stand in the path, <c>models/MODEL:METHOD</c>. The model may hold slashes and colons, escaped or not. Served below <c>/v1beta</c> and,
/// for newer SDKs, below <c>/v1</c>.
/// </summary>
internal sealed class GeminiEndpoint(RequestPipeline pipeline, ISnapshotSource snapshots, RequestIds ids, TimeProvider time)
{
    public async Task RunAsync(HttpContext http, ClientKey key)
    {
        var call = Uri.UnescapeDataString(RawCall(http));
        var colon = call.LastIndexOf(':');
        var (model, method) = colon < 0 ? (call, "") : (call[..colon], call[(colon + 1)..]);
        if (OperationOf(method) is not { } operation)
        {
            var error = new WeirError(ErrorKind.InvalidRequest, $"There is no method \"{(method.Length > 40 ? method[..40] : method)}\" for models here.", "Use generateContent, streamGenerateContent or countTokens; others are at /p/CONNECTION/.") { Status = 404 };
            await ErrorAnswer.WriteAsync(http.Response, error, http.RequestAborted);
            return;
        }

        using var context = new RequestContext(http, operation, key, snapshots.Current, ids.Next(), time.GetUtcNow())
        {
            ModelAsked = model,
            Stream = method == "streamGenerateContent",
        };
        context.AsJsonArray = context.Stream && http.Request.Query["alt"] != "sse";

        // Upstreams are asked for events: an array would have to be gathered.
        context.MustTranslate = context.AsJsonArray;
        http.Response.Headers["x-weir-request-id"] = context.Id;
        await pipeline.RunAsync(context);
    }

    private static Operation? OperationOf(string method) => method switch
    {
        "generateContent" or "streamGenerateContent" => Operations.GenerateContent,
        "countTokens" => Operations.CountContents,
        _ => null,
    };

    /// <summary>The path behind <c>models/</c> as the client wrote it: an escaped slash belongs to the model's name.</summary>
    private static string RawCall(HttpContext http)
    {
        var raw = http.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var query = raw.IndexOf('?', StringComparison.Ordinal);
        var path = query < 0 ? raw : raw[..query];
        return path[(path.IndexOf("/models/", StringComparison.Ordinal) + "/models/".Length)..];
    }
}
