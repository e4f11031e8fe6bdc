using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Weir.Credentials.Tests.Clouds;

/// <summary>A server on loopback that stands in for a cloud's: answers by path, keeps what it was asked.</summary>
public sealed class StandIn : IAsyncDisposable
{
    private readonly WebApplication _app;

    private StandIn(WebApplication app) => _app = app;

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <summary>What was asked, in order.</summary>
    public ConcurrentQueue<Asked> Calls { get; } = new();

    /// <summary>Answers a call; the default is 404.</summary>
    public Func<Asked, Answer> Answers { get; set; } = static _ => new Answer(404, "{}");

    public static async Task<StandIn> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var server = new StandIn(app);
        app.Run(server.ServeAsync);
        await app.StartAsync();
        server.Address = new Uri(app.Urls.First());
        return server;
    }

    /// <summary>A handler that brings every call here, whatever host it is for.</summary>
    public HttpMessageHandler Reroute() => new Rerouting(Address);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ServeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var call = new Asked(
            context.Request.Headers["X-Was-For"].FirstOrDefault() ?? "",
            context.Request.Method,
            context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
            await reader.ReadToEndAsync(context.RequestAborted),
            context.Request.Headers.ToDictionary(static header => header.Key, static header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase));
        Calls.Enqueue(call);
        var answer = Answers(call);
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.Type;
        await context.Response.WriteAsync(answer.Body, context.RequestAborted);
    }

    /// <param name="Host">The host it was for, where it was rerouted.</param>
    /// <param name="Method">GET, POST, PUT.</param>
    /// <param name="Path">With the query, as on the wire.</param>
    /// <param name="Body">As text.</param>
    /// <param name="Headers">By name, any case.</param>
    public sealed record Asked(string Host, string Method, string Path, string Body, IReadOnlyDictionary<string, string> Headers);

    /// <param name="Status">HTTP status.</param>
    /// <param name="Body">As text.</param>
    /// <param name="Type">Content type.</param>
    public sealed record Answer(int Status, string Body, string Type = "application/json");

    private sealed class Rerouting(Uri address) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.TryAddWithoutValidation("X-Was-For", request.RequestUri!.Host);
            request.RequestUri = new Uri(address, request.RequestUri.PathAndQuery);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
