using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;
using Weir.Storage;

namespace Weir.Gateway.Events;

/// <summary>What happens, as server-sent events.</summary>
internal sealed class EventsEndpoint(EventHub hub, EventSource source, EndedWatch ended, IHostApplicationLifetime lifetime, TimeProvider time)
{
    /// <summary>A browser comes again by itself; then it is asked anew who it is.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(15);

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

    /// <summary>Tells first what a browser missed that comes again, from whichever node it had its last event.</summary>
    private async Task CatchUpAsync(HttpContext http, CancellationToken cancellationToken)
    {
        // An EventSource that is made anew can give no header.
        if (LedgerPosition.Parse(http.Request.Headers["Last-Event-ID"].ToString() is { Length: > 0 } header ? header : http.Request.Query["after"].ToString()) is not { } position)
        {
            return;
        }

        try
        {
            var missed = await ended.SinceAsync(position, cancellationToken);
            if (missed is null)
            {
                await WriteAsync(http, AdminEvent.Reset(position), cancellationToken);
            }
            else if (missed.Count > 0)
            {
                await WriteAsync(http, new AdminEvent(position, "requests", EventJson.Write(missed, EventJson.Shapes.IReadOnlyListRequestEntry)), cancellationToken);
            }
        }
        catch (StorageException)
        {
            await WriteAsync(http, AdminEvent.Reset(position), cancellationToken);
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
