using Weir.Routing.Local;

namespace Weir.Routing.Tests.Local;

public sealed class LocalServersTests
{
    private static readonly Uri Origin = new("http://127.0.0.1:11434");
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    private static readonly LocalServer Server = new() { Origin = Origin, Kind = LocalServerKind.Ollama, Models = [new LocalModel { Id = "m", IsLoaded = false }] };
    private static readonly LocalLook Found = new(Origin, Server, null, IsGone: false);
    private static readonly LocalLook Silent = new(Origin, null, "It did not answer in time.", IsGone: false);
    private static readonly LocalLook Refused = new(Origin, null, "Nothing listens there.", IsGone: true);

    private readonly LocalServers _servers = new();

    [Fact]
    public void A_server_that_was_found_changes_the_ways_once()
    {
        Assert.True(_servers.Take([Found], Noon));
        Assert.False(_servers.Take([Found], Noon));
        Assert.Equal([Server], _servers.Current);
    }

    [Fact]
    public void What_is_in_memory_changes_no_way_but_is_shown()
    {
        _servers.Take([Found], Noon);
        var loaded = Server with { Models = [Server.Models[0] with { IsLoaded = true }] };

        Assert.False(_servers.Take([Found with { Server = loaded }], Noon));

        Assert.True(_servers.Find(Origin)!.Server!.Models[0].IsLoaded);
    }

    [Fact]
    public void Another_list_of_models_changes_the_ways()
    {
        _servers.Take([Found], Noon);
        Assert.True(_servers.Take([Found with { Server = Server with { Models = [.. Server.Models, new LocalModel { Id = "n" }] } }], Noon));
        Assert.True(_servers.Take([Found with { Server = Server with { Models = [new LocalModel { Id = "m", ContextLimit = 8192 }] } }], Noon));
    }

    [Fact]
    public void A_server_that_is_silent_once_stays_and_twice_is_gone()
    {
        _servers.Take([Found], Noon);

        Assert.False(_servers.Take([Silent], Noon.AddMinutes(1)));
        Assert.Single(_servers.Current);
        var sighting = _servers.Find(Origin)!;
        Assert.Equal((Noon.AddMinutes(1), Noon, 1, "It did not answer in time."), (sighting.CheckedAt, sighting.SeenAt, sighting.Failures, sighting.Problem));

        Assert.True(_servers.Take([Silent], Noon.AddMinutes(2)));
        Assert.Empty(_servers.Current);
    }

    [Fact]
    public void Failures_count_only_in_a_row()
    {
        _servers.Take([Found], Noon);
        _servers.Take([Silent], Noon);
        _servers.Take([Found], Noon);
        _servers.Take([Silent], Noon);
        Assert.Single(_servers.Current);
    }

    [Fact]
    public void A_refused_connection_ends_it_at_once()
    {
        _servers.Take([Found], Noon);
        Assert.True(_servers.Take([Refused], Noon));
        Assert.Empty(_servers.Current);
        Assert.Equal("Nothing listens there.", _servers.Find(new Uri("http://localhost:11434/v1"))!.Problem);
    }

    [Fact]
    public void An_address_that_is_looked_at_no_more_is_forgotten()
    {
        _servers.Take([Found], Noon);
        Assert.True(_servers.Take([], Noon));
        Assert.Null(_servers.Find(Origin));
    }
}
