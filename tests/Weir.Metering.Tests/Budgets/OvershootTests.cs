using Weir.Metering.Budgets;

namespace Weir.Metering.Tests.Budgets;

public abstract class OvershootTests(bool isShared)
{
    private static readonly Budget Dollar = SampleBudgets.Usd("gateway", 1_000_000_000);

    // A key's share of it in tokens, and a day's share: three budgets that overlap.
    private static readonly Budget[] Budgets =
        [Dollar, SampleBudgets.Usd("key:ci", 990_000_000, SampleBudgets.Daily), SampleBudgets.Tokens("key:ci", 5_000_000)];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Five_hundred_at_once_of_uncertain_cost_spend_nearly_all_and_no_more(int seed)
    {
        await using var room = await BookRoom.OpenAsync(isShared);
        var book = await room.StartAsync(Budgets);
        var random = new Random(seed);
        var costs = Enumerable.Range(0, 500).Select(_ => random.Next(2_000_000, 12_000_000)).Select(worst => (Worst: worst, Real: random.Next(worst / 10, worst + 1))).ToList();

        var bills = await Task.WhenAll(costs.Select((cost, i) => Task.Run(async () =>
        {
            // The clock stands still, so patience has no end: who waits gets what it needs, or is told that it never will.
            var request = room.Request($"r{i}", cost.Worst, 1_000, new() { Key = "ci" }, TimeSpan.FromSeconds(1));
            if ((await book.ReserveAsync(request, BookRoom.Token)).Reservation is not { } reservation)
            {
                return 0L;
            }

            await Task.Delay(i % 5, BookRoom.Token);
            book.Settle(reservation, BookRoom.Usd(cost.Real, 900));
            return cost.Real;
        })));
        await book.DrainAsync(BookRoom.Token);

        var states = await room.StatesAsync(Budgets);
        var bill = bills.Sum();
        Assert.InRange(bill, 891_000_000, 990_000_000);
        Assert.Equal([(bill, 0), (bill, 0), (bills.Count(cost => cost > 0) * 900L, 0)], states.Select(state => (state.Spent, state.Held)));
        Assert.Empty(await room.HoldsAsync());
    }
}

/// <summary>Where several processes share the books.</summary>
public sealed class SharedOvershootTests() : OvershootTests(isShared: true);

/// <summary>Where one process owns them.</summary>
public sealed class OwnOvershootTests() : OvershootTests(isShared: false);
