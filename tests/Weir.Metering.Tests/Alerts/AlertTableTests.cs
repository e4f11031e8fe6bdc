using Weir.Metering.Alerts;
using Weir.Storage;

namespace Weir.Metering.Tests.Alerts;

/// <summary>Once per mark, whichever process; and deliveries that survive the process that took them.</summary>
public sealed class AlertTableTests : IAsyncLifetime
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private readonly ManualTime _time = new();
    private MeteringRoom _here = null!;
    private MeteringRoom _there = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private AlertTable Table => _here.Get<AlertTable>();

    public async ValueTask InitializeAsync()
    {
        _here = await MeteringRoom.OpenAsync(time: _time);
        _there = await MeteringRoom.OpenAsync(time: _time, beside: _here);
    }

    public async ValueTask DisposeAsync()
    {
        await _there.DisposeAsync();
        await _here.DisposeAsync();
    }

    [Fact]
    public async Task Of_many_that_notice_one_thing_one_tells_it()
    {
        var tables = new[] { _here.Get<AlertTable>(), _there.Get<AlertTable>() };
        var raised = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() => tables[i % 2].RaiseAsync(Wanted("a"), ["webhook:ops"], Token), Token)));

        Assert.Single(raised, static alert => alert is not null);
        Assert.Single(await Table.ListAsync(open: false, 10, Token));
        Assert.Single(await Table.TakeAsync(10, Lease, [], Token));
    }

    [Fact]
    public async Task What_was_told_may_be_told_again_when_its_window_is_over()
    {
        Assert.NotNull(await Table.RaiseAsync(Wanted("a"), [], Token));
        Assert.NotNull(await Table.RaiseAsync(Wanted("b"), [], Token));
        _time.Advance(TimeSpan.FromMinutes(59));
        Assert.Null(await Table.RaiseAsync(Wanted("a"), [], Token));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.NotNull(await Table.RaiseAsync(Wanted("a"), [], Token));
        Assert.Null(await Table.RaiseAsync(Wanted("a"), [], Token));
    }

    [Fact]
    public async Task What_waits_is_taken_by_one_and_comes_back_when_that_one_dies()
    {
        await Table.RaiseAsync(Wanted("a"), ["webhook:ops", "command:desk"], Token);

        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => (i % 2 == 0 ? _here : _there).Get<AlertTable>().TakeAsync(10, Lease, [], Token), Token)));
        var first = taken.SelectMany(static list => list).ToList();
        Assert.Equal(["command:desk", "webhook:ops"], first.Select(static delivery => delivery.Channel).Order(StringComparer.Ordinal));
        Assert.Empty(await Table.TakeAsync(10, Lease, [], Token));

        _time.Advance(Lease);
        var again = await _there.Get<AlertTable>().TakeAsync(10, Lease, [], Token);
        Assert.Equal(first.Select(static delivery => delivery.Id).Order(StringComparer.Ordinal), again.Select(static delivery => delivery.Id).Order(StringComparer.Ordinal));
        Assert.All(again, static delivery => Assert.Equal(2, delivery.Tries));
    }

    [Fact]
    public async Task What_came_there_or_was_given_up_is_not_sent_again()
    {
        var alert = await Table.RaiseAsync(Wanted("a"), ["webhook:one", "webhook:three", "webhook:two"], Token);
        var taken = (await Table.TakeAsync(10, Lease, [], Token)).ToDictionary(static delivery => delivery.Channel, static delivery => delivery.Id);
        await Table.NoteSentAsync(taken["webhook:one"], Token);
        await Table.NoteFailedAsync(taken["webhook:two"], "it answered 410", null, Token);
        await Table.NoteFailedAsync(taken["webhook:three"], "it answered 500", _time.GetUtcNow().AddSeconds(5), Token);

        Assert.Empty(await Table.TakeAsync(10, Lease, [], Token));
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("webhook:three", Assert.Single(await Table.TakeAsync(10, Lease, [], Token)).Channel);
        Assert.Equal(
            [("webhook:one", "sent", null), ("webhook:three", "waiting", "it answered 500"), ("webhook:two", "given_up", "it answered 410")],
            (await Table.DeliveriesAsync([alert!.Id], Token))[alert.Id].Select(static state => (state.Channel, state.State, state.Problem)));
    }

    [Fact]
    public async Task Who_acknowledged_first_stays()
    {
        var alert = await Table.RaiseAsync(Wanted("a"), [], Token);

        Assert.True(await Table.AcknowledgeAsync(alert!.Id, "ada", Token));
        Assert.False(await Table.AcknowledgeAsync(alert.Id, "bob", Token));
        Assert.Equal("ada", (await Table.FindAsync(alert.Id, Token))!.AcknowledgedBy);
        Assert.Empty(await Table.ListAsync(open: true, 10, Token));
        Assert.Null(await Table.FindAsync("alert_none", Token));
    }

    [Fact]
    public async Task A_database_that_fails_is_said_in_words()
    {
        await Table.RaiseAsync(Wanted("a"), ["webhook:ops"], Token);
        await using (var connection = await _here.ConnectAsync())
        await using (var command = connection.CreateCommand())
        {
            command.CommandText = "DROP TABLE alert_deliveries; DROP TABLE alerts";
            await command.ExecuteNonQueryAsync(Token);
        }

        await Assert.ThrowsAsync<StorageException>(() => Table.TakeAsync(10, Lease, [], Token));
        await Assert.ThrowsAsync<StorageException>(() => Table.ListAsync(open: true, 10, Token));
        await Assert.ThrowsAsync<StorageException>(() => Table.FindAsync("a", Token));
        await Assert.ThrowsAsync<StorageException>(() => Table.DeliveriesAsync(["a"], Token));
    }

    [Fact]
    public async Task A_channel_that_is_busy_keeps_nobody_else_waiting()
    {
        await Table.RaiseAsync(Wanted("a"), ["webhook:ops", "command:desk"], Token);

        Assert.Equal("webhook:ops", Assert.Single(await Table.TakeAsync(10, Lease, ["command:desk"], Token)).Channel);
    }

    private NewAlert Wanted(string mark) => new(mark, _time.GetUtcNow().AddHours(1), AlertKinds.BudgetThreshold, "key:ci", "Nearly spent.", "{}");
}
