using System.Net.WebSockets;
using Weir.Acceptance.Tests.Program;
using Weir.Acceptance.Tests.Upstream;

namespace Weir.Acceptance.Tests.Realtime;

/// <summary>A stand-in provider of realtime sessions and a real gateway in front of it. Shared by the tests of a class.</summary>
public sealed class RealtimeGateway : IAsyncLifetime
{
    private SocketUpstream? _upstream;
    private WeirProcess? _weir;

    internal string UpstreamKey { get; } = WeirSetup.RandomKey();

    internal SocketUpstream Upstream => _upstream ?? throw new InvalidOperationException("Not started.");

    internal WeirProcess Weir => _weir ?? throw new InvalidOperationException("Not started.");

    /// <summary>Opens a session as OpenAI's own SDKs do, and gives both ends.</summary>
    internal async Task<(ClientWebSocket Client, SocketSession Provider, string Id)> OpenAsync(CancellationToken cancellationToken)
    {
        var client = NewClient();
        client.Options.SetRequestHeader("Authorization", "Bearer " + Weir.ClientKey);
        await client.ConnectAsync(Address("voice/gpt-realtime"), cancellationToken);
        return (client, await Upstream.NextAsync(cancellationToken), client.HttpResponseHeaders!["x-weir-request-id"].Single());
    }

    internal static ClientWebSocket NewClient()
    {
        var client = new ClientWebSocket();
        client.Options.CollectHttpResponseDetails = true;
        return client;
    }

    internal Uri Address(string model) => new($"ws://127.0.0.1:{Weir.Url.Port}/v1/realtime?model={Uri.EscapeDataString(model)}");

    public async ValueTask InitializeAsync()
    {
        _upstream = await SocketUpstream.StartAsync(TestContext.Current.CancellationToken);
        _weir = await WeirProcess.StartAsync(
            new WeirSetup
            {
                Config = $$"""
                    version: 2
                    server: {heartbeat_seconds: 1}
                    providers:
                      - name: voice
                        type: openai-compatible
                        base_url: {{Upstream.BaseUrl}}
                        api_key: ${VOICE_KEY}
                        headers: {x-team: river}
                        models:
                          - id: gpt-realtime
                            cost: {input: 4, output: 16, cache_read: 0.4, input_audio: 32, output_audio: 64}
                    """,
                Variables = new Dictionary<string, string> { ["VOICE_KEY"] = UpstreamKey },
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
