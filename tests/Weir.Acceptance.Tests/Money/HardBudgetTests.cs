using System.Text.Json;
using Weir.Acceptance.Tests.Program;

namespace Weir.Acceptance.Tests.Money;

/// <summary>A hard budget over the real program: never exceeded, well used, and true after a kill.</summary>
public sealed class HardBudgetTests
{
    private const long Limit = 20_000_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_hundred_at_once_never_overshoot_and_leave_little()
    {
        await using var weir = await WeirProcess.StartAsync(new WeirSetup { Config = Burst.Config }, Token);

        var statuses = await Burst.RunAsync(weir, requests: 200, seed: 1, Token);

        var spent = await Burst.LedgerAsync(weir);
        Assert.All(statuses, status => Assert.True(status is 200 or 402, $"{status}\n{weir.Log}"));
        Assert.Contains(402, statuses);
        Assert.InRange(spent, Limit * 9 / 10, Limit);
        Assert.Equal(spent, (await StateAsync(weir)).GetProperty("spent").GetInt64());
        Assert.Equal(0, (await StateAsync(weir)).GetProperty("held").GetInt64());
    }

    [Fact]
    public async Task After_a_kill_in_the_middle_the_books_are_the_ledger_and_what_expired()
    {
        using var home = new WeirHome(new WeirSetup { Config = Burst.Config });
        await using (var killed = await WeirProcess.StartAsync(home, Token))
        {
            var (answers, some) = (0, new TaskCompletionSource());
            var burst = Burst.RunAsync(killed, requests: 200, seed: 2, Token, () =>
            {
                if (Interlocked.Increment(ref answers) == 10)
                {
                    some.SetResult();
                }
            });
            await some.Task.WaitAsync(Token);
            await killed.KillAsync(Token);
            await burst;
        }

        await using var weir = await WeirProcess.StartAsync(home, Token);
        var ledger = await Burst.LedgerAsync(weir);
        var (state, expired) = (await StateAsync(weir), await ExpiredAsync(weir));

        Assert.True(ledger > 0);
        Assert.Equal(ledger + expired, state.GetProperty("spent").GetInt64());
        Assert.Equal(0, state.GetProperty("held").GetInt64());

        // What is left can be spent, and no more.
        await Burst.RunAsync(weir, requests: 100, seed: 3, Token);
        Assert.InRange(await Burst.LedgerAsync(weir) + expired, 0, Limit);
        Assert.Equal(await Burst.LedgerAsync(weir) + expired, (await StateAsync(weir)).GetProperty("spent").GetInt64());
    }

    private static async Task<JsonElement> StateAsync(WeirProcess weir)
    {
        var result = await weir.RunCliAsync("budgets", "list", "--json");
        Assert.True(result.ExitCode == 0, result.ToString());
        return Assert.Single(result.Json().EnumerateArray());
    }

    private static async Task<long> ExpiredAsync(WeirProcess weir)
    {
        var result = await weir.RunCliAsync("budgets", "doctor", "--json");
        Assert.True(result.ExitCode == 0, result.ToString());
        return result.Json().GetProperty("holds").EnumerateArray()
            .Where(static hold => hold.GetProperty("expired").GetBoolean())
            .Sum(static hold => hold.GetProperty("shares").EnumerateArray().Sum(static share => share.GetProperty("amount").GetInt64()));
    }
}
