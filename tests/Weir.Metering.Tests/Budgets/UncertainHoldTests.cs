using Dapper;
using Weir.Metering.Budgets;
using Weir.Metering.Prices;

namespace Weir.Metering.Tests.Budgets;

/// <summary>Attempts that an upstream may have billed without telling how much.</summary>
public abstract class UncertainHoldTests(bool isShared)
{
    private static readonly Budget Dollar = SampleBudgets.Usd("gateway", 1_000_000_000);
    private static readonly Budget Tokens = Dollar with { Unit = BudgetUnit.Tokens, Limit = 10_000 };

    [Fact]
    public async Task What_nobody_told_counts_at_its_worst_case_and_stays_to_be_seen()
    {
        await using var room = await BookRoom.OpenAsync(isShared);
        var book = await room.StartAsync([Dollar]);
        var hold = (await book.ReserveAsync(room.Request("a", 500), BookRoom.Token)).Reservation!;

        book.Doubt(hold);
        book.Release(hold);
        await book.DrainAsync(BookRoom.Token);

        Assert.Equal((500, 0), Numbers(await room.StateAsync(Dollar)));
        Assert.Equal(HoldState.Uncertain, Assert.Single(await room.HoldsAsync()).State);
        Assert.Empty(await room.Reader.CheckAsync(BookRoom.Token));
    }

    [Fact]
    public async Task An_estimate_in_the_ledger_settles_nothing_after_a_crash_and_the_true_cost_does()
    {
        await using var room = await BookRoom.OpenAsync(isShared);
        var killed = await room.StartAsync([Dollar]);
        await killed.ReserveAsync(room.Request("a", 500), BookRoom.Token);
        await room.BookAsync("a", 70);
        await TellAsync(room, isEstimated: true);

        await room.StartAsync([Dollar]);
        var before = await room.StateAsync(Dollar);
        var held = await room.HoldsAsync();
        await TellAsync(room, isEstimated: false);
        await room.StartAsync([Dollar]);

        Assert.Equal((500, 0), Numbers(before));
        Assert.Equal(HoldState.Uncertain, Assert.Single(held).State);
        Assert.Equal((70, 0), Numbers(await room.StateAsync(Dollar)));
        Assert.Empty(await room.HoldsAsync());
    }

    [Theory]
    [InlineData(40L, 7L, 40, 7)]
    [InlineData(40L, null, 40, 90)]
    [InlineData(null, 7L, 500, 7)]
    public async Task A_person_says_what_it_cost_in_money_in_tokens_or_both(long? nano, long? tokens, long money, long count)
    {
        await using var room = await BookRoom.OpenAsync(isShared);
        var book = await room.StartAsync([Dollar, Tokens]);
        book.Doubt((await book.ReserveAsync(room.Request("a", 500, tokens: 90), BookRoom.Token)).Reservation!);
        await book.DrainAsync(BookRoom.Token);
        var hold = Assert.Single(await room.HoldsAsync());

        var corrected = await room.CorrectAsync(hold, nano is { } value ? new NanoDollars(value) : null, tokens);
        var again = await room.CorrectAsync(hold, NanoDollars.Zero, 0);

        Assert.True(corrected);
        Assert.False(again);
        Assert.Equal((money, 0), Numbers(await room.StateAsync(Dollar)));
        Assert.Equal((count, 0), Numbers(await room.StateAsync(Tokens)));
    }

    [Fact]
    public async Task What_is_open_is_not_a_persons_to_settle()
    {
        await using var room = await BookRoom.OpenAsync(isShared);
        var book = await room.StartAsync([Dollar]);
        await book.ReserveAsync(room.Request("a", 500), BookRoom.Token);
        var hold = Assert.Single(await room.HoldsAsync());

        Assert.False(await room.CorrectAsync(hold, NanoDollars.Zero, 0));
        Assert.Equal((0, 500), Numbers(await room.StateAsync(Dollar)));
    }

    [Fact]
    public async Task What_nobody_corrects_in_a_hundred_days_stays_spent_and_is_not_listed_any_more()
    {
        await using var room = await BookRoom.OpenAsync(isShared);
        var book = await room.StartAsync([Dollar]);
        book.Doubt((await book.ReserveAsync(room.Request("old", 500), BookRoom.Token)).Reservation!);
        await book.DrainAsync(BookRoom.Token);
        room.Time.Advance(TimeSpan.FromDays(99));
        book.Doubt((await book.ReserveAsync(room.Request("new", 30), BookRoom.Token)).Reservation!);
        await book.ReserveAsync(room.Request("open", 2), BookRoom.Token);
        await book.DrainAsync(BookRoom.Token);
        Assert.Equal(3, (await room.HoldsAsync()).Count);

        room.Time.Advance(TimeSpan.FromDays(2));
        while ((await room.HoldsAsync()).Count > 2)
        {
            await Task.Delay(5, BookRoom.Token);
        }

        Assert.Equal(["new", "open"], (await room.HoldsAsync()).Select(static hold => hold.RequestId));
        Assert.Equal((530, 2), Numbers(await room.StateAsync(Dollar)));
        Assert.True((await book.ReserveAsync(room.Request("next", 1), BookRoom.Token)).IsReserved);
    }

    private static async Task TellAsync(BookRoom room, bool isEstimated)
    {
        await using var connection = await room.Database.OpenAsync(BookRoom.Token);
        await connection.ExecuteAsync("UPDATE attempts SET estimated = @estimated", new { estimated = isEstimated ? 1 : 0 });
    }

    private static (long Spent, long Held) Numbers(BudgetState state) => (state.Spent, state.Held);
}

/// <summary>Where several processes share the books.</summary>
public sealed class SharedUncertainHoldTests() : UncertainHoldTests(isShared: true);

/// <summary>Where one process owns them.</summary>
public sealed class OwnUncertainHoldTests() : UncertainHoldTests(isShared: false);
