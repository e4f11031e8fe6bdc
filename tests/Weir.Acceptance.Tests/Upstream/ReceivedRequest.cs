using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Weir.Acceptance.Tests.Upstream;

/// <summary>One request as it arrived at the replay upstream.</summary>
internal sealed class ReceivedRequest
{
    private readonly TaskCompletionSource<long> _hungUp = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ReceivedRequest(HttpRequest request, byte[] body)
    {
        Method = request.Method;
        Path = request.Path + request.QueryString;
        Protocol = request.Protocol;
        Headers = request.Headers.ToDictionary(static header => header.Key, static header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        Body = body;
        request.HttpContext.RequestAborted.Register(() => _hungUp.TrySetResult(Stopwatch.GetTimestamp()));
    }

    public string Method { get; }

    /// <summary>Path and query.</summary>
    public string Path { get; }

    public string Protocol { get; }

    public IReadOnlyDictionary<string, string> Headers { get; }

    public byte[] Body { get; }

    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>Done, with the <see cref="Stopwatch"/> time, when the caller goes away before the answer's end.</summary>
    public Task<long> HungUp => _hungUp.Task;

    public JsonElement Json()
    {
        using var document = JsonDocument.Parse(Body);
        return document.RootElement.Clone();
    }

    internal static async Task<ReceivedRequest> ReadAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        return new ReceivedRequest(request, body.ToArray());
    }

    /// <summary>The model that the body names; null when it is not JSON or names none.</summary>
    internal string? Model()
    {
        try
        {
            return Json() is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("model", out var model) ? model.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
