using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Weir.Acceptance.Tests.Upstream;

/// <summary>A real server on a loopback port that answers with what a test puts in, and keeps what it was asked.</summary>
internal sealed class ReplayUpstream : IAsyncDisposable
{
    /// <summary>Where gateways look to tell one kind of model server from another. It is none of them.</summary>
    private static readonly HashSet<string> Looks = ["/api/version", "/api/tags", "/api/v0/models", "/props", "/version", "/openapi.json"];

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<ReceivedRequest> _received = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<UpstreamAnswer>> _byModel = new();
    private readonly SemaphoreSlim _arrivals = new(0);
    private ConcurrentQueue<UpstreamAnswer> _answers = new();

    private ReplayUpstream(WebApplication app) => _app = app;

    /// <summary>The base URL of its OpenAI-shaped API, without a slash at the end.</summary>
    public string BaseUrl => Origin + "/v1";

    /// <summary>Scheme, host and port.</summary>
    public string Origin => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>The answer to GET /models, which gateways ask for in the background; it is not counted as a request of the test.</summary>
    public UpstreamAnswer Models { get; set; } = UpstreamAnswer.Json("""{"object":"list","data":[]}""");

    /// <summary>What came in since the last <see cref="Play"/>, in order.</summary>
    public IReadOnlyList<ReceivedRequest> Received => [.. _received];

    public static async Task<ReplayUpstream> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(static options => options.Limits.MaxRequestBodySize = null);
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var upstream = new ReplayUpstream(app);
        app.Run(upstream.AnswerAsync);
        await app.StartAsync(cancellationToken);
        return upstream;
    }

    /// <summary>Forgets all before, and answers the next requests with these, in order.</summary>
    public void Play(params ReadOnlySpan<UpstreamAnswer> answers)
    {
        _received.Clear();
        _byModel.Clear();
        _answers = new ConcurrentQueue<UpstreamAnswer>(answers.ToArray());
        while (_arrivals.Wait(0))
        {
        }
    }

    /// <summary>Answers the next requests for one model with these, in order, whatever others come between.</summary>
    public void PlayFor(string model, params ReadOnlySpan<UpstreamAnswer> answers) =>
        _byModel[model] = new ConcurrentQueue<UpstreamAnswer>(answers.ToArray());

    /// <summary>Waits for the next request to arrive whole and gives it.</summary>
    public async Task<ReceivedRequest> NextAsync(CancellationToken cancellationToken)
    {
        await _arrivals.WaitAsync(cancellationToken);
        return _received.Last();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _arrivals.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (HttpMethods.IsGet(context.Request.Method) && context.Request.Path.Value!.EndsWith("/models", StringComparison.Ordinal))
        {
            await AnswerWriter.WriteAsync(Models, context);
            return;
        }

        if (HttpMethods.IsGet(context.Request.Method) && Looks.Contains(context.Request.Path.Value!))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var request = await ReceivedRequest.ReadAsync(context.Request);
        _received.Enqueue(request);
        _arrivals.Release();
        var queue = request.Model() is { } model && _byModel.TryGetValue(model, out var own) ? own : _answers;
        var answer = queue.TryDequeue(out var next)
            ? next
            : UpstreamAnswer.Json("""{"error":{"message":"The test put in no answer for this request.","type":"test"}}""", status: 599);
        await AnswerWriter.WriteAsync(answer, context);
    }
}
