using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Weir.Metering.Keys;
using Weir.Metering.People;
using Weir.Storage.Sqlite;

namespace Weir.Metering.Tests.Keys;

public sealed class KeyRingRefresherTests
{
    [Fact]
    public async Task A_key_that_another_process_made_and_revoked_is_known_here_by_itself()
    {
        await using var gateway = await MeteringRoom.StartAsync();
        await using var command = await MeteringRoom.OpenAsync(beside: gateway);
        using var refresher = Refresher(gateway);
        Assert.True(await refresher.RefreshAsync(MeteringRoom.Token));

        var issued = await command.Get<KeyStore>().CreateAsync(new NewKey { Name = "ci" }, MeteringRoom.Token);
        Assert.Equal(KeyState.Unknown, gateway.Get<KeyRing>().Find(issued.Reveal()).State);
        Assert.True(await refresher.RefreshAsync(MeteringRoom.Token));
        Assert.Equal(KeyState.Valid, gateway.Get<KeyRing>().Find(issued.Reveal()).State);

        await command.Get<KeyStore>().RevokeAsync("ci", MeteringRoom.Token);
        Assert.True(await refresher.RefreshAsync(MeteringRoom.Token));
        Assert.Equal(KeyState.Revoked, gateway.Get<KeyRing>().Find(issued.Reveal()).State);
        await refresher.StopAsync(MeteringRoom.Token);
    }

    [Fact]
    public async Task Ledger_rows_do_not_make_it_read_the_keys_again()
    {
        await using var gateway = await MeteringRoom.StartAsync();
        using var refresher = Refresher(gateway);
        await refresher.RefreshAsync(MeteringRoom.Token);

        gateway.Ledger.Append(SampleRecords.Plain("req_1"));
        await gateway.Ledger.FlushAsync(MeteringRoom.Token);

        Assert.False(await refresher.RefreshAsync(MeteringRoom.Token));
        await refresher.StopAsync(MeteringRoom.Token);
    }

    [Fact]
    public async Task The_host_starts_the_watch_and_loads_the_keys_first()
    {
        await using var room = await MeteringRoom.OpenAsync();
        var issued = await room.Get<KeyStore>().CreateAsync(new NewKey { Name = "ci" }, MeteringRoom.Token);
        await using var gateway = await MeteringRoom.OpenAsync(beside: room);
        var watch = gateway.Get<IEnumerable<IHostedService>>().OfType<KeyRingRefresher>().Single();

        await watch.StartAsync(MeteringRoom.Token);

        Assert.Equal(KeyState.Valid, gateway.Get<IKeyRing>().Find(issued.Reveal()).State);
        await watch.StopAsync(MeteringRoom.Token);
    }

    private static KeyRingRefresher Refresher(MeteringRoom room) =>
        new(room.Get<KeyRing>(), room.Get<PeopleDirectory>(), room.Get<Database>(), TimeProvider.System, NullLogger<KeyRingRefresher>.Instance);
}
