using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Weir.Acceptance.Tests.Local;

/// <summary>Answers as Ollama does, on a port of the test's choice.</summary>
internal sealed class OllamaStandIn : IAsyncDisposable
{
    private readonly WebApplication _app;

    private OllamaStandIn(WebApplication app) => _app = app;

    /// <summary>Path and model of each request for an answer.</summary>
    public ConcurrentQueue<(string Path, string Model)> Chats { get; } = new();

    public static async Task<OllamaStandIn> StartAsync(int port, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var ollama = new OllamaStandIn(app);
        app.Run(ollama.AnswerAsync);
        await app.StartAsync(cancellationToken);
        return ollama;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        var path = context.Request.Path.Value!;
        if (path is "/api/chat" or "/v1/chat/completions")
        {
            using var asked = await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted);
            Chats.Enqueue((path, asked.RootElement.GetProperty("model").GetString()!));
        }

        var answer = path switch
        {
            "/v1/models" => """{"object":"list","data":[{"id":"qwen3:8b","object":"model","created":1,"owned_by":"library"}]}""",
            "/api/version" => """{"version":"0.12.3"}""",
            "/api/tags" => """{"models":[{"name":"qwen3:8b","model":"qwen3:8b","digest":"aa"}]}""",
            "/api/ps" => """{"models":[{"name":"qwen3:8b","model":"qwen3:8b"}]}""",
            "/api/show" => """{"capabilities":["completion","tools"],"model_info":{"general.architecture":"qwen3","qwen3.context_length":40960}}""",
            "/v1/chat/completions" => """{"id":"c1","object":"chat.completion","created":1,"model":"qwen3:8b","choices":[{"index":0,"message":{"role":"assistant","content":"Hello."},"finish_reason":"stop"}],"usage":{"prompt_tokens":7,"completion_tokens":2,"total_tokens":9}}""",
            "/api/chat" => """{"model":"qwen3:8b","created_at":"2026-01-02T12:00:00Z","message":{"role":"assistant","content":"Hello."},"done":true,"done_reason":"stop","prompt_eval_count":7,"eval_count":2}""",
            _ => null,
        };
        context.Response.StatusCode = answer is null ? 404 : 200;
        await context.Response.WriteAsync(answer ?? "{}", context.RequestAborted);
    }
}
