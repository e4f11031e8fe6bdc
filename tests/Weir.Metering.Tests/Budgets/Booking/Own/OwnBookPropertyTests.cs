using Weir.Metering.Budgets;
using Weir.Metering.Budgets.Windows;
using Weir.Metering.Prices;

namespace Weir.Metering.Tests.Budgets.Booking.Own;

/// <summary>Random lives of books that one process owns. What is in memory, what the rows say, and the bill of the upstream are compared all the way.</summary>
public class OwnBookPropertyTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 12)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Memory_rows_and_bill_agree(int seed)
    {
        var random = new Random(seed);
        await using var room = await BookRoom.OpenAsync(isShared: false);
        Budget[] budgets =
        [
            SampleBudgets.Usd("gateway", random.Next(2_000, 8_000)),
            SampleBudgets.Usd("user:ada", random.Next(500, 2_000), SampleBudgets.Daily),
            SampleBudgets.Tokens("user:ada", random.Next(500, 2_000), new BudgetWindow { Kind = WindowKind.Rolling, Length = TimeSpan.FromHours(5) }),
        ];
        var book = await room.StartAsync(budgets);
        var open = new List<Reservation>();
        var counted = new List<Reservation>();
        var bill = 0L;

        for (var step = 0; step < 200; step++)
        {
            switch (random.Next(16))
            {
                case < 7:
                    var subjects = new RequestSubjects { User = random.Next(3) > 0 ? "ada" : "bob" };
                    var request = room.Request($"{step:D4}", random.Next(0, 400), random.Next(0, 300), subjects);
                    if ((await book.ReserveAsync(request, BookRoom.Token)).Reservation is { } made)
                    {
                        open.Add(made);

                        // What was decided by, from memory, is what the rows say now.
                        var rows = await room.StatesAsync([.. made.States.Select(state => state.Budget)]);
                        Assert.Equal(rows.Select(Numbers), made.States.Select(Numbers));
                    }

                    break;
                case < 10 when open.Count > 0:
                    var ended = Take(open, random);
                    var (usd, tokens) = (random.NextInt64(ended.Worst.Usd!.Value.Value + 1), random.NextInt64(ended.Worst.Tokens + 1));
                    await room.BookAsync(ended.RequestId, usd, tokens);
                    bill += usd;
                    if (random.Next(4) > 0)
                    {
                        book.Settle(ended, BookRoom.Usd(usd, tokens));
                    }
                    else
                    {
                        await CrashAsync();
                    }

                    break;
                case 10 when open.Count > 0:
                    book.Release(Take(open, random));
                    break;
                case 11 when open.Count > 0:
                    var doubted = Take(open, random);
                    book.Doubt(doubted);
                    counted.Add(doubted);
                    break;
                case 12 when counted.Count > 0:
                    var known = Take(counted, random);
                    var real = random.NextInt64(known.Worst.Usd!.Value.Value + 1);
                    var hold = (await room.HoldsAsync()).Single(hold => hold.RequestId == known.RequestId);
                    Assert.True(await room.CorrectAsync(hold, new NanoDollars(real), null));
                    bill += real;
                    break;
                case 13:
                    room.Time.Advance(TimeSpan.FromMinutes(random.Next(-600, 900)));
                    break;
                case 14 when random.Next(3) == 0:
                    await CrashAsync();
                    break;
                case 15:
                    budgets[0] = budgets[0] with { Limit = random.Next(2_000, 8_000) };
                    await book.UseAsync(new BudgetSet(random.Next(2) == 0 ? budgets : [budgets[0]]), BookRoom.Token);
                    await book.UseAsync(new BudgetSet(budgets), BookRoom.Token);
                    break;
            }

            // Not the rolling one: seen from a clock that was set back, it has what was spent before and after.
            var daily = await room.StateAsync(budgets[1]);
            Assert.True(daily.Spent + daily.Held <= daily.Budget.Limit, $"seed {seed}, step {step}: {daily}");
            Assert.Empty(await room.Reader.CheckAsync(BookRoom.Token));
        }

        await CrashAsync();
        var lifetime = await room.StateAsync(budgets[0]);
        Assert.Equal((bill + counted.Sum(static lost => lost.Worst.Usd!.Value.Value), 0), (lifetime.Spent, lifetime.Held));

        // What was open counts at its worst from now on, until somebody says what it was.
        async Task CrashAsync()
        {
            book = await room.StartAsync(budgets);
            counted.AddRange(open);
            open.Clear();
        }
    }

    private static (string, long, long) Numbers(BudgetState state) => (state.Budget.Id, state.Spent, state.Held);

    private static Reservation Take(List<Reservation> from, Random random)
    {
        var index = random.Next(from.Count);
        var taken = from[index];
        from.RemoveAt(index);
        return taken;
    }
}
