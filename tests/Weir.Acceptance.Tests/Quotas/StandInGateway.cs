using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Weir.Acceptance.Tests.Quotas;

/// <summary>Gateways of other people, told apart by the first part of the path: each answers chats well, and its quota as a test says.</summary>
internal sealed class StandInGateway : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, Func<HttpResponse, Task>> _answers = new(StringComparer.Ordinal);
    private int _answered;
    private readonly ConcurrentQueue<(string Path, IReadOnlyDictionary<string, string> Headers)> _asked = new();

    private StandInGateway(WebApplication app) => _app = app;

    /// <summary>Scheme, host and port.</summary>
    public string Origin => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>What came in but chats and looks for models: path with query, and headers.</summary>
    public IReadOnlyList<(string Path, IReadOnlyDictionary<string, string> Headers)> Asked => [.. _asked];

    public static async Task<StandInGateway> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var gateway = new StandInGateway(app);
        app.Run(gateway.AnswerAsync);
        await app.StartAsync(cancellationToken);
        return gateway;
    }

    /// <summary>What is answered at a path from now on.</summary>
    public void Set(string path, string body, int status = 200, string? location = null) => _answers[path] = async response =>
    {
        response.StatusCode = status;
        response.ContentType = "application/json";
        if (location is not null)
        {
            response.Headers.Location = location;
        }

        await response.Body.WriteAsync(Encoding.UTF8.GetBytes(body));
    };

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        var path = http.Request.Path.Value!;
        if (path.EndsWith("/chat/completions", StringComparison.Ordinal))
        {
            http.Response.ContentType = "application/json";
            http.Response.Headers["x-generation-id"] = $"gen-{Interlocked.Increment(ref _answered)}";
            await http.Response.WriteAsync("""{"id":"chatcmpl-1","object":"chat.completion","created":1795262400,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"Well."},"finish_reason":"stop"}],"usage":{"prompt_tokens":1000,"completion_tokens":500,"total_tokens":1500}}""");
            return;
        }

        if (_answers.TryGetValue(path, out var answer))
        {
            _asked.Enqueue((path + http.Request.QueryString, http.Request.Headers.ToDictionary(static header => header.Key, static header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
            await answer(http.Response);
            return;
        }

        http.Response.StatusCode = 404;
    }
}
