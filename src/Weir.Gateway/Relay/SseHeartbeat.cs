using Microsoft.AspNetCore.Http;
using Weir.Gateway.Pipeline;

namespace Weir.Gateway.Relay;

/// <summary>A comment line, which every SSE reader skips. Only whole events are relayed, so it always falls between two.</summary>
internal sealed class SseHeartbeat(RequestContext context) : IHeartbeat
{
    private static readonly byte[] Comment = ": keep-alive\n\n"u8.ToArray();

    public async ValueTask BeatAsync(CancellationToken cancellationToken)
    {
        if (!context.Response.HasStarted)
        {
            context.NameTarget(context.Current?.Target);
            Begin(context.Response);
        }

        await context.Response.BodyWriter.WriteAsync(Comment, cancellationToken);
    }

    /// <summary>Sets the headers of an event stream.</summary>
    public static void Begin(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType ??= "text/event-stream";
        response.Headers.CacheControl = "no-cache";
        // Asks reverse proxies (nginx) not to collect the stream.
        response.Headers["X-Accel-Buffering"] = "no";
    }
}
