using Weir.Metering.Budgets;
using Weir.Metering.Prices;

namespace Weir.Metering.Tests.Budgets;

public abstract class HoldRecoveryTests(bool isShared)
{
    protected static readonly Budget Dollar = SampleBudgets.Usd("gateway", 1_000_000_000);

    [Fact]
    public async Task A_hold_whose_request_is_in_the_ledger_is_settled_from_it_after_a_crash()
    {
        await using var room = await BookRoom.OpenAsync(isShared);
        var killed = await room.StartAsync([Dollar]);
        await killed.ReserveAsync(room.Request("a", 500), BookRoom.Token);
        await room.BookAsync("a", 123);

        await room.StartAsync([Dollar]);

        Assert.Equal((123, 0), Numbers(await room.StateAsync(Dollar)));
        Assert.Empty(await room.HoldsAsync());
    }

    [Fact]
    public async Task A_hold_nobody_knows_of_counts_as_spent_until_somebody_says_what_it_cost()
    {
        await using var room = await BookRoom.OpenAsync(isShared);
        var killed = await room.StartAsync([Dollar]);
        await killed.ReserveAsync(room.Request("a", 500), BookRoom.Token);
        await killed.ReserveAsync(room.Request("b", 300), BookRoom.Token);

        await room.StartAsync([Dollar]);
        var expired = await room.StateAsync(Dollar);
        var holds = await room.HoldsAsync();
        var corrected = await room.CorrectAsync(holds[0], new NanoDollars(40), null);
        await room.BookAsync("b", 60);
        await room.StartAsync([Dollar]);

        Assert.Equal((800, 0), Numbers(expired));
        Assert.All(holds, hold => Assert.Equal(HoldState.Expired, hold.State));
        Assert.True(corrected);
        Assert.Equal((100, 0), Numbers(await room.StateAsync(Dollar)));
        Assert.Empty(await room.HoldsAsync());
    }

    [Fact]
    public async Task An_attempt_that_a_finished_request_never_came_to_cost_nothing()
    {
        await using var room = await BookRoom.OpenAsync(isShared);
        var killed = await room.StartAsync([Dollar]);
        await killed.ReserveAsync(room.Request("a", 500) with { Attempt = 2 }, BookRoom.Token);
        await room.BookAsync("a", 123);

        await room.StartAsync([Dollar]);

        Assert.Equal((0, 0), Numbers(await room.StateAsync(Dollar)));
    }

    [Fact]
    public async Task Books_that_looked_for_orphans_go_on()
    {
        await using var room = await BookRoom.OpenAsync(isShared);
        var book = await room.StartAsync([Dollar]);
        book.Settle((await book.ReserveAsync(room.Request("a", 500), BookRoom.Token)).Reservation!, BookRoom.Usd(10));
        await book.DrainAsync(BookRoom.Token);

        for (var sweep = 0; sweep < 3; sweep++)
        {
            room.Time.Advance(TimeSpan.FromMinutes(1));
            await book.DrainAsync(BookRoom.Token);
            await Task.Delay(100, BookRoom.Token);
        }

        Assert.True((await book.ReserveAsync(room.Request("b", 500), BookRoom.Token)).IsReserved);
        Assert.False(book.ExecuteTask!.IsCompleted);
        Assert.Equal((10, 500), Numbers(await room.StateAsync(Dollar)));
    }

    protected static (long Spent, long Held) Numbers(BudgetState state) => (state.Spent, state.Held);
}

/// <summary>Where several processes share the books.</summary>
public sealed class SharedHoldRecoveryTests() : HoldRecoveryTests(isShared: true)
{
    [Fact]
    public async Task The_holds_of_another_machine_are_left_alone_while_its_lease_runs()
    {
        await using var room = await BookRoom.OpenAsync(isShared: true);
        var other = await room.StartAsync([Dollar], "two");
        var reservation = (await other.ReserveAsync(room.Request("a", 500), BookRoom.Token)).Reservation!;

        await room.StartAsync([Dollar], "one");
        var during = await room.StateAsync(Dollar);
        room.Time.Advance(TimeSpan.FromHours(1));
        await room.StartAsync([Dollar], "three");
        var expired = await room.StateAsync(Dollar);
        other.Settle(reservation, BookRoom.Usd(90));
        await other.DrainAsync(BookRoom.Token);

        Assert.Equal((0, 500), Numbers(during));
        Assert.Equal((500, 0), Numbers(expired));
        Assert.Equal((90, 0), Numbers(await room.StateAsync(Dollar)));
    }
}

/// <summary>Where one process owns them.</summary>
public sealed class OwnHoldRecoveryTests() : HoldRecoveryTests(isShared: false)
{
    [Fact]
    public async Task What_only_the_journal_has_settles_a_hold_too()
    {
        await using var killed = await MeteringRoom.StartAsync();
        var book = killed.Get<BudgetBook>();
        await book.StartAsync(MeteringRoom.Token);
        await book.UseAsync(new BudgetSet([Dollar]), MeteringRoom.Token);
        var request = new ReserveRequest
        {
            RequestId = "req_a",
            Attempt = 1,
            At = SampleRecords.Time,
            Subjects = default,
            Worst = WorstCase.Fixed(BookRoom.Usd(5_000_000)),
        };
        Assert.True((await book.ReserveAsync(request, MeteringRoom.Token)).IsReserved);
        killed.Ledger.Append(SampleRecords.Plain("req_a"));
        killed.Kill();

        await using var next = await MeteringRoom.StartAsync(beside: killed);
        var opened = next.Get<BudgetBook>();
        await opened.StartAsync(MeteringRoom.Token);
        var state = Assert.Single(await next.Get<BudgetReader>().StatesAsync([Dollar], MeteringRoom.Token));
        await opened.StopAsync(MeteringRoom.Token);
        await book.StopAsync(MeteringRoom.Token);

        Assert.Equal((1_234_567, 0), Numbers(state));
    }
}
