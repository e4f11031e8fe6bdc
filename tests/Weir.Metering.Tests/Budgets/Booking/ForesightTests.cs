using Weir.Metering.Budgets;
using Weir.Metering.Prices;

namespace Weir.Metering.Tests.Budgets.Booking;

/// <summary>What is foreseen is what the books then do.</summary>
public class ForesightTests
{
    private static readonly RequestSubjects FromAda = new() { User = "ada" };

    [Fact]
    public async Task As_many_pass_at_once_as_the_books_then_let_pass()
    {
        var random = new Random(20261121);
        for (var round = 0; round < 12; round++)
        {
            await using var room = await BookRoom.OpenAsync();
            Budget[] budgets = [SampleBudgets.Usd("gateway", random.Next(1, 2_000)), SampleBudgets.Tokens("user:ada", random.Next(1, 2_000), SampleBudgets.Daily)];
            var book = await room.StartAsync(budgets);
            await book.ReserveAsync(room.Request("before", random.Next(300), random.Next(300), FromAda), BookRoom.Token);
            var request = room.Request("foreseen", random.Next(1, 200), random.Next(1, 200), FromAda);

            var foreseen = await room.Reader.ForecastAsync(budgets, request, Charge.Nothing, 50, BookRoom.Token);

            var passed = 0;
            ReserveOutcome last;
            while ((last = await book.ReserveAsync(request with { RequestId = $"r{passed}" }, BookRoom.Token)).IsReserved && passed < 50)
            {
                passed++;
            }

            Assert.Equal(passed, foreseen.AtOnce);
            Assert.Equal(last.Refusal?.State.Budget.Id, foreseen.Refusal?.State.Budget.Id);
        }
    }

    [Fact]
    public async Task In_turn_each_costs_what_is_likely_and_the_last_must_still_fit_at_its_worst()
    {
        await using var room = await BookRoom.OpenAsync();
        var budget = SampleBudgets.Usd("gateway", 1_000);
        await room.StartAsync([budget]);

        var foreseen = await room.Reader.ForecastAsync([budget], room.Request("a", 300), BookRoom.Usd(100), 1_000, BookRoom.Token);

        // Seven cost 700 and leave the 300 that the eighth may take at worst; the ninth would find 200.
        Assert.Equal((3, 8), (foreseen.AtOnce, foreseen.InTurn));
        Assert.Equal((0, 0), ((await room.StateAsync(budget)).Spent, (await room.StateAsync(budget)).Held));
    }

    [Fact]
    public async Task Output_is_lowered_for_the_last_that_fits_where_the_client_set_no_limit()
    {
        await using var room = await BookRoom.OpenAsync();
        var budget = SampleBudgets.Tokens("gateway", 1_000);
        await room.StartAsync([budget]);
        var request = room.Request("a", 0) with { Worst = WorstCase.Of(new RequestShape { Input = 100 }, Tariff.Free.Instance), Output = 600, LeastOutput = 16 };

        var foreseen = await room.Reader.ForecastAsync([budget], request, new Charge(NanoDollars.Zero, 150), 100, BookRoom.Token);
        var named = await room.Reader.ForecastAsync([budget], request with { LeastOutput = null }, new Charge(NanoDollars.Zero, 150), 100, BookRoom.Token);

        Assert.Equal((2, 600, 700), (foreseen.AtOnce, foreseen.Output, foreseen.Worst.Tokens));
        Assert.Equal((1, 3), (named.AtOnce, named.InTurn));
        Assert.True(foreseen.InTurn > named.InTurn);
    }

    [Fact]
    public async Task Without_a_price_a_hard_budget_in_money_lets_nothing_pass_and_a_soft_one_all()
    {
        await using var room = await BookRoom.OpenAsync();
        var hard = SampleBudgets.Usd("gateway", 1_000);
        await room.StartAsync([hard]);
        var request = room.Request("a", 0) with { Worst = WorstCase.Of(new RequestShape { Input = 100 }, Tariff.Unknown.Instance), Output = 10 };

        var refused = await room.Reader.ForecastAsync([hard], request, new Charge(null, 110), 5, BookRoom.Token);
        var passed = await room.Reader.ForecastAsync([hard with { IsHard = false }], request, new Charge(null, 110), 5, BookRoom.Token);

        Assert.Equal((0, 0, RefusalReason.Unpriced), (refused.AtOnce, refused.InTurn, refused.Refusal!.Reason));
        Assert.Equal((5, 5), (passed.AtOnce, passed.InTurn));
        Assert.Null(passed.Refusal);
    }
}
