using Weir.Acceptance.Tests.Program;
using Weir.Acceptance.Tests.Upstream;

namespace Weir.Acceptance.Tests.Clients;

/// <summary>A replay upstream and a real gateway in front of it. Shared by the tests of a class.</summary>
public abstract class GatewayFixture : IAsyncLifetime
{
    private readonly Lazy<Task<WeirProcess>> _weir;
    private ReplayUpstream? _upstream;

    private protected GatewayFixture() => _weir = new Lazy<Task<WeirProcess>>(() => WeirProcess.StartAsync(
        new WeirSetup { Config = Config, Variables = new Dictionary<string, string> { ["REPLAY_KEY"] = UpstreamKey } },
        TestContext.Current.CancellationToken));

    /// <summary>The key that Weir presents to the upstream.</summary>
    internal string UpstreamKey { get; } = WeirSetup.RandomKey();

    internal ReplayUpstream Upstream => _upstream ?? throw new InvalidOperationException("Not started.");

    /// <summary>The gateway's weir.yaml; <c>${REPLAY_KEY}</c> is set.</summary>
    protected abstract string Config { get; }

    /// <summary>The gateway, started with the first test that wants it.</summary>
    internal Task<WeirProcess> WeirAsync() => _weir.Value;

    public async ValueTask InitializeAsync() => _upstream = await ReplayUpstream.StartAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_weir is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            await using var weir = await _weir.Value;
        }

        if (_upstream is not null)
        {
            await _upstream.DisposeAsync();
        }
    }
}
