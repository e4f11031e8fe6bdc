using Weir.Acceptance.Tests.Program;
using Weir.Acceptance.Tests.Upstream;

namespace Weir.Acceptance.Tests.Clients;

/// <summary>A replay upstream and a real gateway in front of it, with one connection called <c>replay</c>. Shared by the tests of a class.</summary>
public sealed class ReplayGateway : IAsyncLifetime
{
    private readonly Lazy<Task<WeirProcess>> _weir;
    private ReplayUpstream? _upstream;

    public ReplayGateway() => _weir = new Lazy<Task<WeirProcess>>(StartWeirAsync);

    /// <summary>The key that Weir presents to the upstream.</summary>
    internal string UpstreamKey { get; } = WeirSetup.RandomKey();

    internal ReplayUpstream Upstream => _upstream ?? throw new InvalidOperationException("Not started.");

    /// <summary>The upstream without a gateway.</summary>
    internal Endpoint Direct => new(Upstream.BaseUrl, UpstreamKey, "");

    /// <summary>The gateway, started with the first test that wants it.</summary>
    internal Task<WeirProcess> WeirAsync() => _weir.Value;

    /// <summary>The same upstream through the gateway.</summary>
    internal async Task<Endpoint> ThroughWeirAsync()
    {
        var weir = await WeirAsync();
        return new Endpoint(new Uri(weir.Url, "v1").AbsoluteUri, weir.ClientKey, "replay/");
    }

    public async ValueTask InitializeAsync() => _upstream = await ReplayUpstream.StartAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_weir is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            await using var weir = await _weir.Value;
        }

        if (_upstream is not null)
        {
            await _upstream.DisposeAsync();
        }
    }

    private Task<WeirProcess> StartWeirAsync() => WeirProcess.StartAsync(
        new WeirSetup
        {
            Config = $$"""
                version: 2
                server: {heartbeat_seconds: 1}
                providers:
                  - name: replay
                    type: openai-compatible
                    base_url: {{Upstream.BaseUrl}}
                    api_key: ${REPLAY_KEY}
                  - name: priced
                    type: openai-compatible
                    base_url: {{Upstream.BaseUrl}}
                    api_key: ${REPLAY_KEY}
                    models:
                      - id: house-model
                        cost: {input: 10, output: 30}
                        limit: {context: 32000, output: 4000}
                """,
            Variables = new Dictionary<string, string> { ["REPLAY_KEY"] = UpstreamKey },
        },
        TestContext.Current.CancellationToken);
}
