using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;
using Weir.Gateway.Admin;
using Weir.Storage;

namespace Weir.Gateway.Events;

/// <summary>What happens, as server-sent events.</summary>
internal sealed class EventsEndpoint(EventHub hub, EventSource source, EndedWatch ended, IHostApplicationLifetime lifetime, TimeProvider time)
{
    /// <summary>A browser comes again by itself; then it is asked anew who it is.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(15);

    /// <summary>A page asks for its lists first and for events then: what ended in between must not be lost between the two.</summary>
    private static readonly TimeSpan Opening = TimeSpan.FromSeconds(10);

    public async Task StreamAsync(HttpContext http)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        end.CancelAfter(Longest);
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store";
        using var subscription = hub.Listen();
        source.Wake();
        try
        {
            await WriteAsync(http, ": hello\nretry: 2000\n\n", end.Token);
            await CatchUpAsync(http, end.Token);
            while (!end.IsCancellationRequested)
            {
                if (!await WaitAsync(subscription, end.Token))
                {
                    await WriteAsync(http, ": still here\n\n", end.Token);
                }

                while (subscription.Events.TryRead(out var happened))
                {
                    if (subscription.TakeLost())
                    {
                        await WriteAsync(http, AdminEvent.Reset(happened.Id), end.Token);
                    }

                    await WriteAsync(http, happened, end.Token);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The page was closed, the gateway stops, or it is time to come again.
        }
    }

    /// <summary>Tells first what a browser missed: one that comes again since its last event, from whichever node it had that; a new one while its page opened.</summary>
    private async Task CatchUpAsync(HttpContext http, CancellationToken cancellationToken)
    {
        // An EventSource that is made anew can give no header.
        var heard = LedgerPosition.Parse(http.Request.Headers["Last-Event-ID"].ToString() is { Length: > 0 } header ? header : http.Request.Query["after"].ToString());
        var position = heard ?? new LedgerPosition(time.GetUtcNow() - Opening);
        if (await MissedAsync(position, cancellationToken) is not { } missed)
        {
            if (heard is not null)
            {
                await WriteAsync(http, AdminEvent.Reset(position), cancellationToken);
            }
        }
        else if (missed.Count > 0)
        {
            await WriteAsync(http, new AdminEvent(position, "requests", EventJson.Write(missed, EventJson.Shapes.IReadOnlyListRequestEntry)), cancellationToken);
        }
    }

    private async Task<IReadOnlyList<RequestEntry>?> MissedAsync(LedgerPosition position, CancellationToken cancellationToken)
    {
        try
        {
            return await ended.SinceAsync(position, cancellationToken);
        }
        catch (StorageException)
        {
            return null;
        }
    }

    /// <summary>False when nothing happened for a while.</summary>
    private async Task<bool> WaitAsync(EventHub.Subscription subscription, CancellationToken cancellationToken)
    {
        using var quiet = new CancellationTokenSource(Quiet, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(quiet.Token, cancellationToken);
        try
        {
            return await subscription.Events.WaitToReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private static Task WriteAsync(HttpContext http, AdminEvent happened, CancellationToken cancellationToken) =>
        WriteAsync(http, $"id: {happened.Id}\nevent: {happened.Type}\ndata: {happened.Data}\n\n", cancellationToken);

    private static async Task WriteAsync(HttpContext http, string text, CancellationToken cancellationToken)
    {
        await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
        await http.Response.Body.FlushAsync(cancellationToken);
    }
}
