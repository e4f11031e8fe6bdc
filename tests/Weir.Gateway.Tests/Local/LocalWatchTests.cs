using Microsoft.Extensions.Logging.Abstractions;
using Weir.Catalog.Snapshot;
using Weir.Gateway.Local;
using Weir.Gateway.Tests.Fakes;
using Weir.Routing.Configuration;
using Weir.Routing.Local;
using Weir.Routing.Snapshots;

namespace Weir.Gateway.Tests.Local;

public sealed class LocalWatchTests : IDisposable
{
    private const string List = """{"object":"list","data":[{"id":"m","object":"model"}]}""";

    private static readonly SnapshotCatalog Catalog = SnapshotCatalog.Embedded();

    private readonly LocalProbe _probe = new();
    private readonly LocalServers _servers = new();
    private readonly SnapshotHolder _holder;
    private readonly LocalWatch _watch;
    private string _yaml = "version: 2\nlocal: {interval: 24h}\n";

    public LocalWatchTests()
    {
        _holder = new SnapshotHolder(
            new SnapshotBuilder(Catalog, static _ => null),
            new SnapshotSources(() => ConfigLoader.Parse(_yaml, "weir.yaml", ".", Catalog, static _ => null)) { Local = () => _servers.Current },
            TimeProvider.System,
            NullLogger<SnapshotHolder>.Instance);
        _watch = new LocalWatch(_probe, _servers, _holder, new OwnPorts(new HashSet<int>()), TimeProvider.System, NullLogger<LocalWatch>.Instance);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _watch.Dispose();
        _probe.Dispose();
    }

    [Fact]
    public async Task A_snapshot_is_made_anew_only_when_something_changed()
    {
        await using var server = await StandIn.StartAsync(("GET /v1/models", List));
        var places = new[] { new LocalPlace(server.Origin, null) };

        await _watch.LookAsync(places, Token);
        Assert.Equal(2, _holder.Current.Version);
        Assert.NotNull(_holder.Current.FindConnection($"local-{server.Origin.Port}"));

        await _watch.LookAsync(places, Token);
        Assert.Equal(2, _holder.Current.Version);

        server.Answer("GET /v1/models", """{"data":[{"id":"m"},{"id":"n"}]}""");
        await _watch.LookAsync(places, Token);
        Assert.Equal(3, _holder.Current.Version);
        Assert.Equal(["m", "n"], _holder.Current.FindConnection($"local-{server.Origin.Port}")!.Models.Keys);
    }

    [Fact]
    public async Task A_server_that_ended_is_gone_at_once()
    {
        var server = await StandIn.StartAsync(("GET /v1/models", List));
        var places = new[] { new LocalPlace(server.Origin, null) };
        await _watch.LookAsync(places, Token);
        var name = $"local-{server.Origin.Port}";
        Assert.NotNull(_holder.Current.FindConnection(name));

        await server.DisposeAsync();
        await _watch.LookAsync(places, Token);

        Assert.Null(_holder.Current.FindConnection(name));
    }

    [Fact]
    public async Task New_places_in_the_file_are_looked_at_before_the_interval_is_over()
    {
        await using var server = await StandIn.StartAsync(("GET /v1/models", List));
        await _watch.StartAsync(Token);
        await Task.Delay(50, Token);
        _yaml = $"version: 2\nlocal: {{interval: 24h, ports: [{server.Origin.Port}]}}\n";
        Assert.True(_holder.Reload());

        for (var i = 0; _holder.Current.FindConnection($"local-{server.Origin.Port}") is null; i++)
        {
            Assert.True(i < 500, "The new port was never looked at.");
            await Task.Delay(20, Token);
        }

        await _watch.StopAsync(Token);
    }
}
