using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Previews;
using Weir.Gateway.Pipeline;
using Weir.Metering.Keys;
using Weir.Routing.Snapshots;

namespace Weir.Gateway.Previews;

/// <summary>Makes of a question the request that a client would send. There is no client: the answer's end leads nowhere.</summary>
internal static class ThoughtRequest
{
    /// <exception cref="AdminException">The question makes no request.</exception>
    public static async Task<RequestContext> CreateAsync(RouteQuestion question, ClientKey key, RoutingSnapshot snapshot, DateTimeOffset time, CancellationToken cancellationToken)
    {
        var operation = OperationOf(question);
        var http = new DefaultHttpContext { RequestAborted = cancellationToken };
        http.Request.Method = "POST";
        http.Request.ContentType = "application/json";
        var context = new RequestContext(http, operation, key, snapshot, "req_preview", time) { ModelAsked = question.Model };
        if (question.Body is { } given)
        {
            var body = Body(given, operation.Shape == BodyShape.JsonByRoute ? null : question.Model);
            http.Request.Body = new MemoryStream(body);
            http.Request.ContentLength = body.Length;
            if (await RequestReader.ReadAsync(context) is { } error)
            {
                context.Dispose();
                throw Invalid(error.Message, error.Action);
            }
        }

        if (string.IsNullOrEmpty(context.ModelAsked))
        {
            context.Dispose();
            throw Invalid("The question names no model.", "Name one, or give a body that does.");
        }

        return context;
    }

    private static Operation OperationOf(RouteQuestion question)
    {
        var name = question.Operation ?? LooksLike(question.Body);
        var known = Operations.Routed.Select(static routed => routed.Operation).Append(Operations.GenerateContent).Where(static operation => operation.Shape != BodyShape.Form).ToList();
        return known.Find(operation => operation.Name == name)
            ?? throw Invalid($"There is no operation \"{name}\" that can be thought of.", $"Use one of {string.Join(", ", known.Select(static operation => operation.Name).Distinct())}.");
    }

    /// <summary>The operation that a body is most likely meant for.</summary>
    private static string LooksLike(JsonElement? body) => body is not { ValueKind: JsonValueKind.Object } given ? Operations.ChatCompletions.Name
        : given.TryGetProperty("contents", out _) ? Operations.GenerateContent.Name
        : given.TryGetProperty("messages", out _) ? given.TryGetProperty("system", out _) || given.TryGetProperty("stop_sequences", out _) ? Operations.Messages.Name : Operations.ChatCompletions.Name
        : given.TryGetProperty("input", out _) ? Operations.Responses.Name
        : Operations.ChatCompletions.Name;

    /// <summary>The body, with another model where one is asked for.</summary>
    private static byte[] Body(JsonElement given, string? model)
    {
        if (given.ValueKind != JsonValueKind.Object)
        {
            throw Invalid("The body is no JSON object.", "Give the request as a client would send it.");
        }

        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            foreach (var member in given.EnumerateObject().Where(member => model is null || member.Name != "model"))
            {
                member.WriteTo(json);
            }

            if (model is not null)
            {
                json.WriteString("model", model);
            }

            json.WriteEndObject();
        }

        return output.WrittenSpan.ToArray();
    }

    private static AdminException Invalid(string detail, string? action) => new(AdminProblem.Invalid(detail, action ?? "Correct the question."));
}
