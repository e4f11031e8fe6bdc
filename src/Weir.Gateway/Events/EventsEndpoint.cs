using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;

namespace Weir.Gateway.Events;

/// <summary>What happens, as server-sent events.</summary>
internal sealed class EventsEndpoint(EventHub hub, EventSource source, IHostApplicationLifetime lifetime, TimeProvider time)
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
            while (!end.IsCancellationRequested)
            {
                if (!await WaitAsync(subscription, end.Token))
                {
                    await WriteAsync(http, ": still here\n\n", end.Token);
                }

                while (subscription.Events.TryRead(out var happened))
                {
                    await WriteAsync(http, string.Create(CultureInfo.InvariantCulture, $"id: {happened.Id}\nevent: {happened.Type}\ndata: {happened.Data}\n\n"), end.Token);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The page was closed, the gateway stops, or it is time to come again.
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

    private static async Task WriteAsync(HttpContext http, string text, CancellationToken cancellationToken)
    {
        await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
        await http.Response.Body.FlushAsync(cancellationToken);
    }
}
