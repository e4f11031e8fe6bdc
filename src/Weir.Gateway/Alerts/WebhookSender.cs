using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Weir.Credentials.Discovery;
using Weir.Routing.Configuration;

namespace Weir.Gateway.Alerts;

/// <summary>Posts alerts. Follows no redirect, keeps no cookie, reads no body; nothing that is logged or shown has the address, which may hold a key.</summary>
internal sealed class WebhookSender(TimeProvider time) : IDisposable
{
    /// <summary>How long a receiver may take.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly HttpMessageInvoker _invoker = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        MaxResponseDrainSize = 0,
        ActivityHeadersPropagator = null,
    });

    /// <summary>Sends one message. Never throws but when it is cancelled.</summary>
    public async Task<DeliveryOutcome> SendAsync(WebhookConfig webhook, string id, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var address = new Uri(webhook.Url.Reveal());
        if (!WellKnownClient.IsSafe(address))
        {
            return DeliveryOutcome.Never("its address is neither https nor on this machine");
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            using var request = Request(webhook, address, id, body);
            using var response = await _invoker.SendAsync(request, limit.Token);
            return response.IsSuccessStatusCode ? DeliveryOutcome.Sent
                : response.StatusCode == HttpStatusCode.Gone ? DeliveryOutcome.Never("it answered 410: nobody is there any more")
                : DeliveryOutcome.Failed(string.Create(CultureInfo.InvariantCulture, $"it answered {(int)response.StatusCode}"));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return DeliveryOutcome.Failed(string.Create(CultureInfo.InvariantCulture, $"no answer within {Limit.TotalSeconds:0} s"));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            // The message of such an exception names the host.
            return DeliveryOutcome.Failed(exception is HttpRequestException { HttpRequestError: var error } ? $"it can't be reached ({error})" : "the connection broke");
        }
    }

    public void Dispose() => _invoker.Dispose();

    private HttpRequestMessage Request(WebhookConfig webhook, Uri address, string id, ReadOnlyMemory<byte> body)
    {
        var at = time.GetUtcNow().ToUnixTimeSeconds();
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ReadOnlyMemoryContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.UserAgent.ParseAdd("weir");
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", at.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", WebhookSignature.Of(webhook.Key, id, at, body.Span));
        return request;
    }
}
