using System.Collections.Concurrent;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Weir.Gateway.Tests.Fakes;

/// <summary>A provider on a loopback port that takes one token alone: it answers <c>{}</c>, or opens a WebSocket.</summary>
internal sealed class TokenServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<string> _seen = new();

    private TokenServer(WebApplication app) => _app = app;

    public string BaseUrl => _app.Urls.First() + "/v1";

    /// <summary>The credentials that came, in order.</summary>
    public IReadOnlyList<string> Seen => [.. _seen];

    public static async Task<TokenServer> StartAsync(string token, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var server = new TokenServer(app);
        app.UseWebSockets();
        app.Run(http => server.AnswerAsync(http, token));
        await app.StartAsync(cancellationToken);
        return server;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http, string token)
    {
        var shown = http.Request.Headers.Authorization.ToString();
        _seen.Enqueue(shown);
        if (shown != "Bearer " + token)
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        }
        else if (http.WebSockets.IsWebSocketRequest)
        {
            using var socket = await http.WebSockets.AcceptWebSocketAsync();
            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, http.RequestAborted);
        }
        else
        {
            await http.Response.WriteAsync("{}");
        }
    }
}
