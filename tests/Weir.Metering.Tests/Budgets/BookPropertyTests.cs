using Weir.Metering.Budgets;
using Weir.Metering.Budgets.Windows;

namespace Weir.Metering.Tests.Budgets;

/// <summary>Random lives of the books: reserve, settle, release, crash, days that pass. What must hold is looked at after every step.</summary>
public class BookPropertyTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Nothing_is_exceeded_and_nothing_is_lost(int seed)
    {
        var random = new Random(seed);
        await using var room = await BookRoom.OpenAsync();
        Budget[] budgets =
        [
            SampleBudgets.Usd("gateway", random.Next(2_000, 8_000)),
            SampleBudgets.Usd("user:ada", random.Next(500, 2_000), SampleBudgets.Daily),
            SampleBudgets.Tokens("user:ada", random.Next(500, 2_000), new BudgetWindow { Kind = WindowKind.Rolling, Length = TimeSpan.FromHours(5) }),
        ];
        var books = new BudgetBook[] { await room.StartAsync(budgets, "0"), await room.StartAsync(budgets, "1") };
        var open = new List<Reservation>[] { [], [] };
        var expiredForGood = 0L;

        for (var step = 0; step < 150; step++)
        {
            var node = random.Next(2);
            switch (random.Next(12))
            {
                case < 6:
                    var (usd, tokens) = (random.Next(0, 400), random.Next(0, 300));
                    var subjects = new RequestSubjects { User = random.Next(3) > 0 ? "ada" : "bob" };
                    if ((await books[node].ReserveAsync(room.Request($"{step:D4}", usd, tokens, subjects), BookRoom.Token)).Reservation is { } made)
                    {
                        open[node].Add(made);
                    }

                    break;
                case < 9 when open[node].Count > 0:
                    var ended = Take(open[node], random);
                    var (realUsd, realTokens) = (random.NextInt64(ended.Worst.Usd!.Value.Value + 1), random.NextInt64(ended.Worst.Tokens + 1));
                    await room.BookAsync(ended.RequestId, realUsd, realTokens);

                    // Sometimes the process dies between the ledger's record and the settlement.
                    if (random.Next(4) > 0)
                    {
                        books[node].Settle(ended, BookRoom.Usd(realUsd, realTokens));
                        await books[node].DrainAsync(BookRoom.Token);
                    }
                    else
                    {
                        expiredForGood += await CrashAsync(node);
                    }

                    break;
                case 9 when open[node].Count > 0:
                    books[node].Release(Take(open[node], random));
                    await books[node].DrainAsync(BookRoom.Token);
                    break;
                case 10:
                    room.Time.Advance(TimeSpan.FromMinutes(random.Next(-30, 300)));
                    break;
                case 11 when random.Next(4) == 0:
                    expiredForGood += await CrashAsync(node);
                    break;
            }

            foreach (var state in await room.StatesAsync(budgets))
            {
                Assert.True(state.Spent + state.Held <= state.Budget.Limit, $"seed {seed}, step {step}: {state}");
            }

            Assert.Empty(await room.Reader.CheckAsync(BookRoom.Token));
        }

        expiredForGood += await CrashAsync(0) + await CrashAsync(1);
        var lifetime = await room.StateAsync(budgets[0]);
        Assert.Equal((await room.LedgerAsync() + expiredForGood, 0), (lifetime.Spent, lifetime.Held));

        // A new process of the same name takes over; what was open then and is not in the ledger counts at its worst.
        async Task<long> CrashAsync(int node)
        {
            books[node] = await room.StartAsync(budgets, $"{node}");
            var lost = open[node].Sum(static reservation => reservation.Worst.Usd!.Value.Value);
            open[node].Clear();
            return lost;
        }
    }

    private static Reservation Take(List<Reservation> open, Random random)
    {
        var index = random.Next(open.Count);
        var taken = open[index];
        open.RemoveAt(index);
        return taken;
    }
}
