using Weir.Metering.Usage;

namespace Weir.Metering.Tests.Usage;

public sealed class EndedRequestsTests : IAsyncLifetime
{
    private MeteringRoom _room = null!;

    private EndedRequests Ended => _room.Get<EndedRequests>();

    // The first came in before the second and took longer.
    public async ValueTask InitializeAsync()
    {
        _room = await MeteringRoom.StartAsync();
        _room.Ledger.Append(SampleRecords.Plain("req_2") with { Time = SampleRecords.Time.AddSeconds(1), Duration = TimeSpan.FromSeconds(2) });
        _room.Ledger.Append(SampleRecords.Plain("req_1") with { Duration = TimeSpan.FromSeconds(60) });
        await _room.Ledger.FlushAsync(MeteringRoom.Token);
    }

    public ValueTask DisposeAsync() => _room.DisposeAsync();

    [Fact]
    public async Task The_last_to_end_comes_first()
    {
        var all = await Ended.SinceAsync(SampleRecords.Time, 10, MeteringRoom.Token);

        Assert.Equal([new EndedRequest("req_1", SampleRecords.Time.AddSeconds(60)), new EndedRequest("req_2", SampleRecords.Time.AddSeconds(3))], all);
        Assert.Equal("req_1", Assert.Single(await Ended.SinceAsync(SampleRecords.Time, 1, MeteringRoom.Token)).Id);
        Assert.Equal("req_1", Assert.Single(await Ended.SinceAsync(SampleRecords.Time.AddSeconds(3), 10, MeteringRoom.Token)).Id);
        Assert.Empty(await Ended.SinceAsync(SampleRecords.Time.AddSeconds(60), 10, MeteringRoom.Token));
    }

    [Fact]
    public async Task Requests_are_read_by_their_ids_the_newest_first()
    {
        var told = await Ended.ReadAsync(["req_1", "req_2", "req_9"], MeteringRoom.Token);

        Assert.Equal(["req_2", "req_1"], told.Select(static request => request.Record.Id));
        Assert.Equal(1, told[0].Attempts);
    }
}
