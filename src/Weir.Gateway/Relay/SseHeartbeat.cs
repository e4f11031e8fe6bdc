using Microsoft.AspNetCore.Http;
using Weir.Catalog;
using Weir.Gateway.Pipeline;

namespace Weir.Gateway.Relay;

/// <summary>A comment line, which every SSE reader skips, or what a translated stream has for it. Only whole events are relayed, so it always falls between two.</summary>
internal sealed class SseHeartbeat(RequestContext context) : IHeartbeat
{
    private static readonly byte[] Comment = ": keep-alive\n\n"u8.ToArray();

    // Google's SDK for Go takes a comment for an error.
    private static readonly byte[] Blank = "\r\n"u8.ToArray();

    public async ValueTask BeatAsync(CancellationToken cancellationToken)
    {
        if (!context.Response.HasStarted)
        {
            context.NameTarget(context.Current?.Target);
            Begin(context.Response, context.StreamWriter?.ContentType);
        }

        await context.Response.BodyWriter.WriteAsync(context.StreamWriter?.Heartbeat ?? (context.Operation.Dialect == DialectNames.Gemini ? Blank : Comment), cancellationToken);
    }

    /// <summary>Sets the headers of an event stream.</summary>
    public static void Begin(HttpResponse response, string? contentType = null)
    {
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType ??= contentType ?? "text/event-stream";
        response.Headers.CacheControl = "no-cache";
        // Asks reverse proxies (nginx) not to collect the stream.
        response.Headers["X-Accel-Buffering"] = "no";
    }
}
