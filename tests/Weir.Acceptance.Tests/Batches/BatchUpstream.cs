using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Weir.Acceptance.Tests.Batches;

/// <summary>A real server that keeps files, batches and uploads as OpenAI does. Batches end when the test says so.</summary>
internal sealed class BatchUpstream : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, string> _batches = new();
    private int _made;
    private int _downloads;

    private BatchUpstream(WebApplication app) => _app = app;

    /// <summary>The base URL of its OpenAI-shaped API, without a slash at the end.</summary>
    public string BaseUrl => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/v1";

    /// <summary>The content of files, by id.</summary>
    public ConcurrentDictionary<string, string> Files { get; } = new();

    /// <summary>How often an output was downloaded.</summary>
    public int Downloads => _downloads;

    /// <summary>What becomes of the answer to a call that made a batch: returns what is answered in its place.</summary>
    public Func<HttpContext, string, Task<string>>? Made { get; set; }

    public static async Task<BatchUpstream> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var upstream = new BatchUpstream(app);
        app.Run(upstream.AnswerAsync);
        await app.StartAsync(cancellationToken);
        return upstream;
    }

    /// <summary>A batch is over: its output becomes a file.</summary>
    public void Finish(string batch, string output, string status = "completed")
    {
        var file = "file-out-" + batch;
        Files[file] = output;
        _batches[batch] = Batch(batch, status, file);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private static string Batch(string id, string status, string? output) =>
        $$"""{"id":"{{id}}","object":"batch","endpoint":"/v1/chat/completions","status":"{{status}}","output_file_id":{{(output is null ? "null" : $"\"{output}\"")}},"error_file_id":null,"created_at":1760000000,"completed_at":{{(output is null ? "null" : "1760000600")}},"usage":{"input_tokens":999999,"output_tokens":999999,"total_tokens":1999998} }""";

    private static string File(string id) => $$"""{"id":"{{id}}","object":"file","bytes":1,"purpose":"batch"}""";

    private async Task AnswerAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var body = await reader.ReadToEndAsync();
        var parts = http.Request.Path.Value!["/v1/".Length..].Split('/');
        var answer = (http.Request.Method, parts) switch
        {
            ("POST", ["files"]) => Store(body),
            ("GET", ["files"]) => List(Files.Keys.Select(File)),
            ("GET", ["files", var id]) when Files.ContainsKey(id) => File(id),
            ("DELETE", ["files", var id]) when Files.TryRemove(id, out _) => $$"""{"id":"{{id}}","object":"file","deleted":true}""",
            ("GET", ["files", var id, "content"]) when Files.TryGetValue(id, out var content) => Download(http, id, content),
            ("POST", ["batches"]) => Made is { } made ? await made(http, Create()) : Create(),
            ("GET", ["batches"]) => List(_batches.Values),
            ("GET", ["batches", var id]) when _batches.TryGetValue(id, out var batch) => batch,
            ("POST", ["batches", var id, "cancel"]) => _batches[id] = Batch(id, "cancelling", null),
            ("POST", ["uploads"]) => $$"""{"id":"upload_{{Next()}}","object":"upload","status":"pending"}""",
            ("POST", ["uploads", var id, "parts"]) => $$"""{"id":"part_{{Next()}}","object":"upload.part","upload_id":"{{id}}"}""",
            ("POST", ["uploads", var id, "complete"]) => $$"""{"id":"{{id}}","object":"upload","status":"completed","file":{{Store("uploaded")}} }""",
            _ => null,
        };
        http.Response.StatusCode = answer is null ? 404 : http.Response.StatusCode;
        http.Response.ContentType ??= "application/json";
        await http.Response.WriteAsync(answer ?? """{"error":{"message":"No such thing.","type":"invalid_request_error","param":null,"code":null}}""");
    }

    private string Store(string content)
    {
        var id = "file-" + Next();
        Files[id] = content;
        return File(id);
    }

    private string Create()
    {
        var id = "batch_" + Next();
        return _batches[id] = Batch(id, "validating", null);
    }

    private string Download(HttpContext http, string id, string content)
    {
        http.Response.ContentType = "application/octet-stream";
        if (id.StartsWith("file-out-", StringComparison.Ordinal))
        {
            Interlocked.Increment(ref _downloads);
        }

        return content;
    }

    private static string List(IEnumerable<string> items) => $$"""{"object":"list","data":[{{string.Join(',', items)}}],"has_more":false}""";

    private string Next() => Interlocked.Increment(ref _made).ToString(CultureInfo.InvariantCulture);
}
