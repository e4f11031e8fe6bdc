using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Weir.Acceptance.Tests.Background;

/// <summary>A real server that makes answers in the background as OpenAI does. They end when the test says so.</summary>
internal sealed class BackgroundUpstream : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, string> _answers = new();
    private int _made;

    private BackgroundUpstream(WebApplication app) => _app = app;

    /// <summary>The base URL of its API, without a slash at the end.</summary>
    public string BaseUrl => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/v1";

    public static async Task<BackgroundUpstream> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var upstream = new BackgroundUpstream(app);
        app.Run(upstream.AnswerAsync);
        await app.StartAsync(cancellationToken);
        return upstream;
    }

    /// <summary>An answer is over.</summary>
    public void Finish(string id, int input, int output) => _answers[id] = Answer(id, "completed", input, output);

    /// <summary>An answer ended without a word of what it used.</summary>
    public void End(string id, string status) => _answers[id] = Answer(id, status);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private static string Answer(string id, string status, int? input = null, int? output = null) =>
        $$"""{"id":"{{id}}","object":"response","created_at":1760000000,"status":"{{status}}","background":true,"model":"gpt-4o-mini-2024-07-18","output":[],"usage":{{(input is null ? "null" : $$"""{"input_tokens":{{input}},"input_tokens_details":{"cached_tokens":0},"output_tokens":{{output}},"output_tokens_details":{"reasoning_tokens":0},"total_tokens":{{input + output}}}""")}}}""";

    private async Task AnswerAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var body = await reader.ReadToEndAsync();
        var parts = http.Request.Path.Value!["/v1/".Length..].Split('/');
        switch (http.Request.Method, parts)
        {
            case ("POST", ["responses"]) when JsonElement.Parse(body).TryGetProperty("stream", out var stream) && stream.GetBoolean():
                http.Response.ContentType = "text/event-stream";
                await http.Response.WriteAsync($"event: response.created\ndata: {{\"type\":\"response.created\",\"sequence_number\":0,\"response\":{Create()}}}\n\n");
                await http.Response.Body.FlushAsync();
                await Task.Delay(Timeout.Infinite, http.RequestAborted).ContinueWith(static _ => { }, TaskScheduler.Default);
                break;
            case ("POST", ["responses"]):
                await WriteAsync(http, Create());
                break;
            case ("POST", ["responses", var id, "cancel"]) when _answers.ContainsKey(id):
                End(id, "cancelled");
                await WriteAsync(http, _answers[id]);
                break;
            case ("GET", ["responses", var id]) when _answers.TryGetValue(id, out var answer):
                await WriteAsync(http, answer);
                break;
            case ("DELETE", ["responses", var id]) when _answers.TryRemove(id, out _):
                await WriteAsync(http, $$"""{"id":"{{id}}","object":"response","deleted":true}""");
                break;
            default:
                http.Response.StatusCode = StatusCodes.Status404NotFound;
                await WriteAsync(http, """{"error":{"message":"No such thing.","type":"invalid_request_error","param":null,"code":null}}""");
                break;
        }
    }

    private string Create()
    {
        var id = "resp_" + Interlocked.Increment(ref _made).ToString(CultureInfo.InvariantCulture);
        return _answers[id] = Answer(id, "queued");
    }

    private static async Task WriteAsync(HttpContext http, string json)
    {
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(json);
    }
}
