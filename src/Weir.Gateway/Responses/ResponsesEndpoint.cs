using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Weir.Catalog;
using Weir.Dialects.Conversations;
using Weir.Dialects.Errors;
using Weir.Gateway.Batches;
using Weir.Gateway.Lasting;
using Weir.Gateway.Pipeline;
using Weir.Metering.Keys;
using Weir.Metering.Ledger;
using Weir.Routing.Routes;
using Weir.Routing.Snapshots;
using Weir.Routing.Targets;

namespace Weir.Gateway.Responses;

/// <summary>
/// GET, DELETE, cancel and input items of an earlier answer: from Weir's own store where Weir kept it, else from the connection that has it. That is the one where it was made in the
/// background, the one that the header <c>x-weir-connection</c> names, or the only connection of Responses.
/// </summary>
internal sealed class ResponsesEndpoint(ResponseStore store, ResourceStore resources, LastingWatch watch, RequestPipeline pipeline, ISnapshotSource snapshots, RequestIds ids, TimeProvider time)
{
    private const string ConnectionHeader = "x-weir-connection";

    public async Task RunAsync(HttpContext http, ClientKey key)
    {
        var id = (string)http.Request.RouteValues["id"]!;
        var rest = (string?)http.Request.RouteValues["rest"];
        if (await store.FindAsync(id, key.Id, http.RequestAborted) is { } kept)
        {
            await AnswerAsync(http, kept, rest);
            return;
        }

        using var context = new RequestContext(http, Operations.PassThrough, key, snapshots.Current, ids.Next(), time.GetUtcNow())
        {
            PassThroughPath = rest is null ? $"responses/{Uri.EscapeDataString(id)}" : $"responses/{Uri.EscapeDataString(id)}/{rest}",
            PassThroughQuery = http.Request.QueryString.Value ?? "",
        };
        http.Response.Headers["x-weir-request-id"] = context.Id;
        var made = (await resources.FindAsync(id, key.Id, http.RequestAborted)).FirstOrDefault(static resource => resource.Kind == Resource.Response);
        var isOpen = made is { SettledAt: null };
        if (isOpen && HttpMethods.IsDelete(http.Request.Method))
        {
            // It is its own bill: it is booked before its owner deletes it.
            await watch.CheckAsync(made!, http.RequestAborted);
        }

        await pipeline.RunAsync(context, prepared => PrepareAsync(prepared, made));
        if (isOpen && (rest == "cancel" || context.Current is { Tap.Seen: true }))
        {
            watch.Wake(id);
        }
    }

    private async Task AnswerAsync(HttpContext http, StoredResponse kept, string? rest)
    {
        switch (http.Request.Method, rest)
        {
            case ("GET", null):
                await WriteAsync(http, kept.Answer);
                break;
            case ("GET", "input_items"):
                await WriteAsync(http, InputItems(kept));
                break;
            case ("DELETE", null):
                await store.DeleteAsync(kept.Id, kept.KeyId, http.RequestAborted);
                await WriteAsync(http, JsonSerializer.SerializeToUtf8Bytes(new DeletedResponse(kept.Id, "response", true), ResponsesJson.Default.DeletedResponse));
                break;
            default:
                await ErrorAnswer.WriteAsync(
                    http.Response,
                    new WeirError(ErrorKind.InvalidRequest, "Only an answer made in the background can be cancelled; this one is complete.", "Read it with GET, or forget it with DELETE."),
                    http.RequestAborted);
                break;
        }
    }

    private static async Task WriteAsync(HttpContext http, byte[] body)
    {
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = body.Length;
        await http.Response.BodyWriter.WriteAsync(body, http.RequestAborted);
    }

    /// <summary>The items of the request, in the API's list shape.</summary>
    private static byte[] InputItems(StoredResponse kept)
    {
        var input = Json.Parse(kept.Request).Member("input");
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(kept.Request.Length);
        using (var json = Json.Writer(buffer))
        {
            json.WriteStartObject();
            json.WriteString("object", "list");
            json.WriteStartArray("data");
            if (input.ValueKind == JsonValueKind.String)
            {
                json.WriteStartObject();
                json.WriteString("type", "message");
                json.WriteString("role", "user");
                json.WriteStartArray("content");
                json.WriteStartObject();
                json.WriteString("type", "input_text");
                json.WriteString("text", input.GetString());
                json.WriteEndObject();
                json.WriteEndArray();
                json.WriteEndObject();
            }

            foreach (var item in input.Items())
            {
                json.WriteRawValue(item.GetRawText(), skipInputValidation: true);
            }

            json.WriteEndArray();
            json.WriteBoolean("has_more", false);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static async ValueTask<WeirError?> PrepareAsync(RequestContext context, Resource? made)
    {
        var named = context.Header(ConnectionHeader) ?? made?.Connection;
        var connections = context.Snapshot.Connections
            .Where(connection => connection.NotServed is null && connection.Provider.Dialect == DialectNames.OpenAiResponses && (named is null || connection.Name == named))
            .ToList();
        if (connections.Count != 1)
        {
            return new WeirError(
                ErrorKind.ModelNotAvailable,
                connections.Count == 0 ? "Weir kept no answer with this id for this key, and no connection could have it." : "Weir kept no answer with this id for this key, and several connections could have it.",
                $"Name the connection that answered in the header {ConnectionHeader}.");
        }

        context.Route = Route.To(new Target(connections[0], "-", null, connections[0].Name));
        return context.Key.AllowedModels.Count > 0 && !context.Key.AllowedModels.Contains($"{connections[0].Name}/*")
            ? new WeirError(ErrorKind.NotAllowed, "This key is limited to certain models, so it may not read the connection's stored answers.", "Use a key without a model list.")
            : await RequestReader.ReadBodyAsync(context);
    }
}
