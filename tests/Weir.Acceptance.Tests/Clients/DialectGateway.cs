using Weir.Acceptance.Tests.Program;
using Weir.Acceptance.Tests.Upstream;

namespace Weir.Acceptance.Tests.Clients;

/// <summary>A replay upstream behind a real gateway, with one connection for each dialect that it is asked in. Shared by the tests of a class.</summary>
public sealed class DialectGateway : IAsyncLifetime
{
    private readonly Lazy<Task<WeirProcess>> _weir;
    private ReplayUpstream? _upstream;

    public DialectGateway() => _weir = new Lazy<Task<WeirProcess>>(StartWeirAsync);

    internal ReplayUpstream Upstream => _upstream ?? throw new InvalidOperationException("Not started.");

    /// <summary>The gateway, started with the first test that wants it.</summary>
    internal Task<WeirProcess> WeirAsync() => _weir.Value;

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
                providers:
                  - {name: chat, type: openai-compatible, base_url: "{{Upstream.BaseUrl}}", api_key: "${REPLAY_KEY}"}
                  - {name: responses, type: openai-compatible, dialect: openai-responses, base_url: "{{Upstream.BaseUrl}}", api_key: "${REPLAY_KEY}"}
                  - {name: claude, type: openai-compatible, dialect: anthropic-messages, base_url: "{{Upstream.BaseUrl}}", api_key: "${REPLAY_KEY}"}
                  - {name: gemini, type: openai-compatible, dialect: gemini, base_url: "{{Upstream.Origin}}/v1beta", api_key: "${REPLAY_KEY}"}
                  - {name: bedrock, type: openai-compatible, dialect: bedrock-converse, base_url: "{{Upstream.Origin}}", api_key: "${REPLAY_KEY}"}
                  - {name: cohere, type: openai-compatible, dialect: cohere-v2, base_url: "{{Upstream.Origin}}/v2", api_key: "${REPLAY_KEY}"}
                  - {name: ollama, type: openai-compatible, dialect: ollama, base_url: "{{Upstream.Origin}}", api_key: "${REPLAY_KEY}"}
                """,
            Variables = new Dictionary<string, string> { ["REPLAY_KEY"] = WeirSetup.RandomKey() },
        },
        TestContext.Current.CancellationToken);
}
