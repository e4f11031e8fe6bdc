using Microsoft.AspNetCore.Http.Features;
using Weir.Dialects.Errors;
using Weir.Gateway.Pipeline;
using Weir.Routing.Configuration;

namespace Weir.Gateway.Caching;

/// <summary>The response cache's place on the way of a request: before any target is asked, and after one has answered.</summary>
internal sealed class CachedAttempts(AnswerCache cache, CacheHit hit, TimeProvider time)
{
    /// <summary>On each answer while the cache is on: <c>hit</c> or <c>miss</c>.</summary>
    public const string Header = "x-weir-cache";

    /// <summary>Answers out of the cache, or has the request answered and keeps the answer.</summary>
    /// <param name="context">A request that is resolved.</param>
    /// <param name="attempts">Asks the targets; gives what to tell the client when nobody answered.</param>
    public Task<WeirError?> RunAsync(RequestContext context, Func<RequestContext, Task<WeirError?>> attempts)
    {
        var settings = context.Snapshot.Config.Cache;
        return settings.Enabled && CacheRequest.Concerns(context.Operation) ? RunAsync(context, settings, attempts) : attempts(context);
    }

    private async Task<WeirError?> RunAsync(RequestContext context, CacheConfig settings, Func<RequestContext, Task<WeirError?>> attempts)
    {
        var request = CacheRequest.Of(context, settings);
        if (request is { Digest: { } wanted, Reads: true } && await cache.FindAsync(wanted, settings, context.Http.RequestAborted) is { } found && MayHave(context, found))
        {
            context.Response.Headers[Header] = "hit";
            await hit.AnswerAsync(context, found);
            return null;
        }

        context.Response.Headers[Header] = "miss";
        if (request.Digest is not { } digest)
        {
            return await attempts(context);
        }

        var body = context.Http.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        var captured = new CapturedBody(body, settings.MaxEntryBytes);
        context.Http.Features.Set<IHttpResponseBodyFeature>(captured);
        try
        {
            var error = await attempts(context);
            if (error is null && Answer(context, captured) is { } answer)
            {
                cache.Keep(digest, answer, settings);
            }

            return error;
        }
        finally
        {
            context.Http.Features.Set(body);
        }
    }

    /// <summary>A key that is limited to certain models gets no other one's answer, also where keys share answers.</summary>
    private static bool MayHave(RequestContext context, CachedAnswer answer) =>
        context.Key.AllowedModels.Count == 0 || context.Targets.Any(target => string.Equals(target.Name, answer.Model, StringComparison.Ordinal));

    /// <summary>What can be given again: a whole answer that went well. Null for all others.</summary>
    private CachedAnswer? Answer(RequestContext context, CapturedBody captured)
    {
        var response = context.Response;
        if (response.StatusCode != 200 || context.Current is not { Error: ErrorKind.Unknown } answered || captured.Seen is not { Length: > 0 } body || response.ContentType is not { } type)
        {
            return null;
        }

        // A whole answer of Responses can be a failure with status 200.
        return !context.Stream && JsonShape.HasObject(body.Span, "error"u8) ? null
            : new CachedAnswer(time.GetUtcNow(), answered.Target.Name, type, response.Headers["x-weir-dropped"] is [{ } dropped] ? dropped : null, body.ToArray());
    }
}
