using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Weir.Gateway.InnerCalls;

/// <summary>
/// A request that the gateway puts to its own pipeline for a client: with the client's headers and connection, but a body of its own, and an answer that goes where the caller says.
/// </summary>
internal sealed class InnerCall : IDisposable
{
    private readonly CancellationTokenSource _aborted;

    /// <summary>Makes the request; nothing runs yet.</summary>
    /// <param name="outer">The client's request.</param>
    /// <param name="method">The method of the call.</param>
    /// <param name="path">Its path, with the query.</param>
    /// <param name="body">Its body; empty for none.</param>
    /// <param name="contentType">The body's type; null for none.</param>
    /// <param name="answer">Takes the answer's body as it is flushed.</param>
    /// <param name="cancellationToken">Aborts the call, as a client that hangs up does.</param>
    public InnerCall(HttpContext outer, string method, string path, ReadOnlyMemory<byte> body, string? contentType, Func<HttpResponse, Stream> answer, CancellationToken cancellationToken)
    {
        _aborted = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var query = path.IndexOf('?', StringComparison.Ordinal);
        var response = new InnerResponse();
        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(new HttpRequestFeature
        {
            Protocol = outer.Request.Protocol,
            Scheme = outer.Request.Scheme,
            Method = method,
            Path = query < 0 ? path : path[..query],
            QueryString = query < 0 ? "" : path[query..],
            RawTarget = path,
            Headers = Headers(outer.Request.Headers, body.Length, contentType),
            Body = new MemoryStream(body.ToArray(), writable: false),
        });
        features.Set<IHttpResponseFeature>(response);
        features.Set<IHttpRequestLifetimeFeature>(new InnerLifetime(_aborted));
        features.Set(outer.Features.Get<IEndpointFeature>());
        features.Set(outer.Features.Get<IHttpConnectionFeature>());
        Http = new DefaultHttpContext(features) { RequestServices = outer.RequestServices };
        features.Set<IHttpResponseBodyFeature>(new InnerBody(response, answer(Http.Response)));
    }

    /// <summary>What the pipeline gets.</summary>
    public HttpContext Http { get; }

    /// <summary>Sends what was written and not flushed.</summary>
    public Task CompleteAsync() => Http.Response.CompleteAsync();

    public void Dispose() => _aborted.Dispose();

    private static IHeaderDictionary Headers(IHeaderDictionary outer, int length, string? contentType)
    {
        IHeaderDictionary headers = new HeaderDictionary();
        foreach (var (name, value) in outer)
        {
            headers[name] = value;
        }

        headers.Remove("Connection");
        headers.Remove("Upgrade");
        headers.Remove("Transfer-Encoding");
        headers.ContentType = contentType;
        headers.ContentLength = length > 0 ? length : null;
        return headers;
    }

    private sealed class InnerLifetime(CancellationTokenSource aborted) : IHttpRequestLifetimeFeature
    {
        public CancellationToken RequestAborted { get; set; } = aborted.Token;

        public void Abort() => aborted.Cancel();
    }
}
