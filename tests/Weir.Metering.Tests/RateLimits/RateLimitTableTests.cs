using Weir.Metering.Budgets;
using Weir.Metering.Budgets.Definitions;
using Weir.Metering.RateLimits;

namespace Weir.Metering.Tests.RateLimits;

public class RateLimitTableTests
{
    private static readonly Subject Ci = new(SubjectKind.Key, "ci");
    private static readonly Subject Model = new(SubjectKind.Model, "lab/qwen/2");

    [Fact]
    public async Task Keeps_one_limit_for_each_subject_and_moves_the_budgets_version()
    {
        await using var room = await MeteringRoom.OpenAsync();
        var table = room.Get<RateLimitTable>();
        var before = await room.Get<BudgetTable>().VersionAsync(MeteringRoom.Token);
        var full = new RateLimit { Subject = Ci, Requests = 60, Tokens = 100_000, Concurrent = 4 };
        var sparse = new RateLimit { Subject = Model, Concurrent = 1 };

        await table.SetAsync(new RateLimit { Subject = Ci, Requests = 1 }, MeteringRoom.Token);
        await table.SetAsync(full, MeteringRoom.Token);
        await table.SetAsync(sparse, MeteringRoom.Token);

        Assert.Equal([full, sparse], await table.ListAsync(MeteringRoom.Token));
        Assert.Equal(before + 3, await room.Get<BudgetTable>().VersionAsync(MeteringRoom.Token));
        Assert.True(await table.RemoveAsync(Ci, MeteringRoom.Token));
        Assert.False(await table.RemoveAsync(Ci, MeteringRoom.Token));
        Assert.Equal([sparse], await table.ListAsync(MeteringRoom.Token));
    }

    [Fact]
    public async Task Refuses_what_will_not_do()
    {
        await using var room = await MeteringRoom.OpenAsync();
        var table = room.Get<RateLimitTable>();
        var good = new RateLimit { Subject = Ci, Requests = 1 };
        RateLimit[] bad =
        [
            good with { Subject = default },
            good with { Requests = null },
            good with { Requests = 0 },
            good with { Tokens = -1 },
            good with { Tokens = long.MaxValue },
            good with { Concurrent = 0 },
            good with { Concurrent = 1_000_001 },
        ];

        foreach (var each in bad)
        {
            await Assert.ThrowsAsync<RuleRefusedException>(() => table.SetAsync(each, MeteringRoom.Token));
        }

        Assert.Empty(await table.ListAsync(MeteringRoom.Token));
    }
}
