using System.Diagnostics;
using System.Net.WebSockets;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Weir.Acceptance.Tests.Upstream;

/// <summary>A real WebSocket server on a loopback port: each session is handed to the test, which plays the provider.</summary>
internal sealed class SocketUpstream : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Channel<SocketSession> _sessions = Channel.CreateUnbounded<SocketSession>();

    private SocketUpstream(WebApplication app) => _app = app;

    /// <summary>The base URL of its OpenAI-shaped API, without a slash at the end.</summary>
    public string BaseUrl => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/v1";

    /// <summary>When set, upgrades are refused with this status.</summary>
    public int? Refusal { get; set; }

    public static async Task<SocketUpstream> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var upstream = new SocketUpstream(app);
        app.UseWebSockets();
        app.Run(upstream.AcceptAsync);
        await app.StartAsync(cancellationToken);
        return upstream;
    }

    /// <summary>Waits for the next session.</summary>
    public ValueTask<SocketSession> NextAsync(CancellationToken cancellationToken) => _sessions.Reader.ReadAsync(cancellationToken);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AcceptAsync(HttpContext http)
    {
        if (!http.WebSockets.IsWebSocketRequest || Refusal is not null)
        {
            http.Response.StatusCode = Refusal ?? StatusCodes.Status404NotFound;
            await http.Response.WriteAsync("""{"error":{"message":"no"}}""");
            return;
        }

        var offered = http.WebSockets.WebSocketRequestedProtocols;
        using var socket = await http.WebSockets.AcceptWebSocketAsync(offered.Contains("realtime") ? "realtime" : null);
        var session = new SocketSession(http, socket, [.. offered]);
        await _sessions.Writer.WriteAsync(session);
        await session.Finished;
    }
}

/// <summary>The provider's end of one session.</summary>
internal sealed class SocketSession(HttpContext http, WebSocket socket, IReadOnlyList<string> protocols) : IDisposable
{
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Path and query as they came.</summary>
    public string Path { get; } = http.Request.Path + http.Request.QueryString;

    public IReadOnlyDictionary<string, string> Headers { get; } = http.Request.Headers.ToDictionary(static header => header.Key, static header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<string> Protocols { get; } = protocols;

    public WebSocket Socket { get; } = socket;

    public Task Finished => _finished.Task;

    /// <summary>Breaks the connection without a word.</summary>
    public void Break() => http.Abort();

    /// <summary>The time until the other side closes or is gone.</summary>
    public async Task<TimeSpan> TimeToEndAsync(CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            while (await Socket.ReceiveAsync(new byte[4096].AsMemory(), cancellationToken) is { MessageType: not WebSocketMessageType.Close })
            {
            }
        }
        catch (WebSocketException)
        {
            // Gone without a close frame.
        }

        return watch.Elapsed;
    }

    public void Dispose() => _finished.TrySetResult();
}
