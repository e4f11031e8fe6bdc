using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Weir.Gateway.Admin;
using Weir.Gateway.Browsers;
using Weir.Gateway.InnerCalls;
using Weir.Gateway.Pipeline;
using Weir.Metering.Keys;
using Weir.Metering.Ledger;
using Weir.Routing.Snapshots;

namespace Weir.Gateway.Chat;

/// <summary>
/// A conversation of whoever is signed in to the admin API. It goes the whole way of a client's request and is booked under the key and the user <c>console</c>: budgets on them hold for
/// it. The answer is the stream that a client gets, and after it one event <c>weir</c> with the request's trace: its id, tokens, cost and attempts. A caller that hangs up ends it. The model is the one that is
/// named: what was chosen for everybody while running does not change it.
/// </summary>
internal sealed class ChatEndpoint(RequestPipeline pipeline, ISnapshotSource snapshots, RequestIds ids, IGatewayAdmin admin, TimeProvider time, IServiceProvider services)
{
    /// <summary>Who asks, in the ledger and for budgets.</summary>
    public static ClientKey Key { get; } = new() { Id = "console", Name = "console", Prefix = "console", User = "console", CreatedAt = DateTimeOffset.UnixEpoch };

    public async Task StreamAsync(HttpContext http)
    {
        ReadOnlyMemory<byte> body;
        try
        {
            body = await ChatRequest.ReadAsync(http.Request, http.RequestAborted);
        }
        catch (AdminException exception)
        {
            await AdminEndpoints.WriteProblemAsync(http, exception.Problem);
            return;
        }

        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        var id = ids.Next();
        http.Response.Headers["x-weir-request-id"] = id;
        ChatAnswer? answer = null;
        using var call = new InnerCall(Outer(http), HttpMethods.Post, "/v1/chat/completions", body, "application/json", inner => answer = new ChatAnswer(inner, http.Response), http.RequestAborted);
        using (var context = new RequestContext(call.Http, Operations.ChatCompletions, Key, snapshots.Current, id, time.GetUtcNow()) { IsAsAsked = true })
        {
            call.Http.Response.Headers["x-weir-request-id"] = id;
            await pipeline.RunAsync(context);
        }

        try
        {
            await call.CompleteAsync();
            if (answer!.HasBegun)
            {
                await WriteEndAsync(http, id);
            }
            else
            {
                await AdminEndpoints.WriteProblemAsync(http, answer.Problem());
            }
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody reads any more.
        }
    }

    /// <summary>What the console's request is for the pipeline: neither its cookie nor its key goes along, only what Weir itself reads.</summary>
    private DefaultHttpContext Outer(HttpContext http)
    {
        var outer = new DefaultHttpContext { RequestServices = services };
        foreach (var (name, value) in http.Request.Headers)
        {
            if (name.StartsWith("x-weir-", StringComparison.OrdinalIgnoreCase) && !name.Equals(SameOrigin.Header, StringComparison.OrdinalIgnoreCase))
            {
                outer.Request.Headers[name] = value;
            }
        }

        return outer;
    }

    private async Task WriteEndAsync(HttpContext http, string id)
    {
        var trace = await admin.ExplainAsync(id, http.RequestAborted);
        var body = http.Response.BodyWriter;
        body.Write("event: weir\ndata: "u8);
        using (var json = new Utf8JsonWriter(body))
        {
            // One line: an event's data ends at the first line break.
            JsonSerializer.Serialize(json, trace, AdminJson.Default.RequestTrace);
        }

        body.Write("\n\n"u8);
        await body.FlushAsync(http.RequestAborted);
    }
}
