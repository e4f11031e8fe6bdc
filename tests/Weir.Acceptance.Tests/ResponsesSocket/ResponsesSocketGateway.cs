using System.Net.WebSockets;
using Weir.Acceptance.Tests.Program;
using Weir.Acceptance.Tests.Upstream;

namespace Weir.Acceptance.Tests.ResponsesSocket;

/// <summary>A replay upstream behind a real gateway, once as a server of Responses and once as a server of chat. Shared by the tests of a class.</summary>
public sealed class ResponsesSocketGateway : IAsyncLifetime
{
    private ReplayUpstream? _upstream;
    private WeirProcess? _weir;

    internal ReplayUpstream Upstream => _upstream ?? throw new InvalidOperationException("Not started.");

    internal WeirProcess Weir => _weir ?? throw new InvalidOperationException("Not started.");

    internal Uri Address => new($"ws://127.0.0.1:{Weir.Url.Port}/v1/responses");

    /// <summary>Opens a socket as Codex does; the id names the session.</summary>
    internal async Task<(ClientWebSocket Socket, string Id)> OpenAsync(CancellationToken cancellationToken, string? key = null)
    {
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.SetRequestHeader("Authorization", "Bearer " + (key ?? Weir.ClientKey));
        socket.Options.SetRequestHeader("OpenAI-Beta", "responses_websockets=2026-02-06,other=1");
        await socket.ConnectAsync(Address, cancellationToken);
        return (socket, socket.HttpResponseHeaders!["x-weir-request-id"].Single());
    }

    public async ValueTask InitializeAsync()
    {
        _upstream = await ReplayUpstream.StartAsync(TestContext.Current.CancellationToken);
        _weir = await WeirProcess.StartAsync(
            new WeirSetup
            {
                Config = $$"""
                    version: 2
                    server: {heartbeat_seconds: 1, max_body_mb: 1}
                    providers:
                      - name: own
                        type: openai-compatible
                        dialect: openai-responses
                        base_url: {{Upstream.BaseUrl}}
                        api_key: ${REPLAY_KEY}
                        models:
                          - id: gpt-4o
                            cost: {input: 10, output: 30}
                      - name: chat
                        type: openai-compatible
                        base_url: {{Upstream.BaseUrl}}
                        api_key: ${REPLAY_KEY}
                    """,
                Variables = new Dictionary<string, string> { ["REPLAY_KEY"] = WeirSetup.RandomKey() },
            },
            TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_weir is not null)
        {
            await _weir.DisposeAsync();
        }

        if (_upstream is not null)
        {
            await _upstream.DisposeAsync();
        }
    }
}
