using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Weir.Credentials;
using Weir.Credentials.Methods;
using Weir.Gateway.Quotas;
using Weir.Gateway.Simulation;
using Weir.Gateway.Tests.Fakes;
using Weir.Gateway.Upstream;
using Weir.Metering.Quotas;
using Weir.Routing.Configuration;
using Weir.Routing.Health;
using Weir.Routing.Snapshots;
using Weir.Routing.Targets;
using Weir.Storage.Folders;

namespace Weir.Gateway.Tests.Quotas;

/// <summary>Who is asked how often, and what becomes of an answer when weir.yaml is read again.</summary>
public sealed class QuotaPollerTests : ISnapshotSource, IAsyncLifetime
{
    private const string Path = "GET /v1/quota";

    private const string UsedUp = """{"tokens": {"limit": 10, "used": 10}}""";

    private readonly string _folder = Directory.CreateTempSubdirectory("weir-quotas-").FullName;
    private readonly ManualTime _time = new();
    private readonly HealthBoard _health = new();
    private readonly UpstreamClients _clients = new(new SimulatorHandlerFactory(TimeProvider.System));
    private readonly QuotaBoard _board;
    private readonly KeptQuotas _kept;
    private readonly QuotaPoller _poller;
    private StandIn _upstream = null!;
    private IReadOnlyList<Connection> _connections = [];

    public QuotaPollerTests()
    {
        _board = new QuotaBoard(_time);
        _kept = new KeptQuotas(DataFolder.Open(_folder), NullLogger<KeptQuotas>.Instance);
        _poller = new QuotaPoller(this, _board, new QuotaAsker(_clients, _time), _kept, _health, _time, NullLogger<QuotaPoller>.Instance);
    }

    public RoutingSnapshot Current => new() { Version = 1, Catalog = null!, Config = new WeirConfig(), Connections = _connections, Aliases = new Dictionary<string, string>(), Models = null! };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _upstream = await StandIn.StartAsync((Path, UsedUp));
        _connections = [Asked()];
    }

    public async ValueTask DisposeAsync()
    {
        _poller.Dispose();
        _clients.Dispose();
        await _upstream.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task What_breaks_is_asked_less_and_less_often()
    {
        _connections = [Asked() with { Auth = new BrokenAuth() }];
        await _poller.RefreshAsync(null, Token);

        var state = _board.Polled("acme")!;
        Assert.Equal(1, state.Failures);
        Assert.True(state.NextAt > _time.GetUtcNow() + TimeSpan.FromMinutes(4));
        Assert.NotNull(state.Problem);
    }

    [Fact]
    public async Task A_connection_that_is_not_asked_any_more_is_let_go()
    {
        await _poller.RefreshAsync(null, Token);
        Assert.NotNull(Withheld);

        _connections = [Asked() with { Quota = new QuotaSettings { Enabled = false } }];
        _poller.Tick();

        Assert.Null(Withheld);
        Assert.Empty(_board.Of("acme"));
    }

    [Fact]
    public async Task A_connection_that_is_gone_is_let_go()
    {
        await _poller.RefreshAsync(null, Token);
        _connections = [];
        _poller.Tick();

        Assert.Null(Withheld);
        Assert.Null(_board.Polled("acme"));
    }

    [Fact]
    public async Task An_answer_that_comes_after_a_reload_says_nothing_of_the_new_connection()
    {
        var asked = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        _upstream.Answer(Path, async context =>
        {
            asked.TrySetResult();
            await go.Task;
            await context.Response.WriteAsync(UsedUp);
        });
        var asking = _poller.RefreshAsync(null, Token);
        await asked.Task.WaitAsync(Token);
        _connections = [Asked("another key, longer")];
        go.SetResult();
        await asking;

        Assert.Null(Withheld);
        Assert.Null(_board.Polled("acme"));
    }

    [Fact]
    public async Task A_credential_that_was_refused_is_tried_again_when_it_is_another()
    {
        _upstream.Answer(Path, "{}", 401);
        await _poller.RefreshAsync(null, Token);
        Assert.True(_board.Polled("acme")!.IsRefused);

        _poller.NoteCredential("other");
        Assert.True(_board.Polled("acme")!.IsRefused);
        _poller.NoteCredential("acme");
        Assert.True(QuotaPace.IsDue(_board.Polled("acme"), isByHand: false, _time.GetUtcNow()));

        await _poller.RefreshAsync(null, Token);
        _connections = [Asked("another key, longer")];
        _poller.Tick();
        Assert.Null(_board.Polled("acme"));
    }

    [Theory]
    [InlineData("[{}]")]
    [InlineData("[null]")]
    [InlineData("""[{"connection": "acme", "sign": "SIGN", "windows": [null]}]""")]
    [InlineData("""[{"connection": "acme", "sign": "SIGN", "windows": [{"name": null, "seenAt": "2026-11-21T12:00:00Z"}]}]""")]
    [InlineData("""[{"connection": "acme", "sign": "SIGN", "windows": [{"name": "a", "meaning": "Balance", "remaining": 0, "coversAll": true, "seenAt": "9999-12-31T23:59:59Z"}]}]""")]
    public async Task Whatever_is_in_the_file_of_before_the_gateway_starts(string file)
    {
        await _poller.RefreshAsync(null, Token);
        var sign = _board.Polled("acme")!.Sign;
        _board.Forget("acme");
        await File.WriteAllTextAsync(System.IO.Path.Combine(_folder, "quotas.json"), file.Replace("SIGN", sign, StringComparison.Ordinal), Token);
        using var next = new QuotaPoller(this, _board, new QuotaAsker(_clients, _time), _kept, _health, _time, NullLogger<QuotaPoller>.Instance);

        next.Load();

        Assert.Empty(_board.Of("acme"));
    }

    private Skip? Withheld => _health.Withheld.Against("acme", _time.GetUtcNow());

    private Connection Asked(string key = "a key, not short") => Some.Connection(_upstream.Origin + "v1") with
    {
        Auth = new ApiKeyMethod(new Secret(key), "bearer", "weir.yaml:3"),
        Quota = new QuotaSettings { Path = "/quota", Format = QuotaFormat.Neutral },
    };

    private sealed class BrokenAuth : IAuthMethod
    {
        public string Name => "api";

        public string Source => "nowhere";

        public string? Masked => null;

        public ValueTask SignAsync(HttpRequestMessage request, CancellationToken cancellationToken) => throw new InvalidOperationException("No such thing.");
    }
}
