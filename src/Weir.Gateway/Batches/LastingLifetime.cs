using Microsoft.AspNetCore.Http.Features;

namespace Weir.Gateway.Batches;

/// <summary>The lifetime of a call that goes on for a while when its client hangs up: what it makes at the provider costs money, and has to be heard of.</summary>
internal sealed class LastingLifetime : IHttpRequestLifetimeFeature, IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly IHttpRequestLifetimeFeature _client;
    private readonly CancellationTokenSource _end;
    private readonly CancellationTokenRegistration _gone;

    public LastingLifetime(IHttpRequestLifetimeFeature client, TimeProvider time)
    {
        _client = client;
        _end = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        RequestAborted = _end.Token;
        _gone = client.RequestAborted.Register(() => _end.CancelAfter(Limit));
    }

    public CancellationToken RequestAborted { get; set; }

    public void Abort() => _client.Abort();

    public void Dispose()
    {
        _gone.Dispose();
        _end.Dispose();
    }
}
