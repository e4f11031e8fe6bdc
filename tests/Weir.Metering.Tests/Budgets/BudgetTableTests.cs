using Weir.Metering.Budgets;
using Weir.Metering.Budgets.Definitions;
using Weir.Metering.Budgets.Windows;

namespace Weir.Metering.Tests.Budgets;

public class BudgetTableTests
{
    [Fact]
    public async Task Keeps_what_is_set_and_moves_its_version()
    {
        await using var room = await MeteringRoom.OpenAsync();
        var table = room.Get<BudgetTable>();
        var monthly = SampleBudgets.Usd("key:ci", 50_000_000_000, new BudgetWindow
        {
            Kind = WindowKind.Monthly,
            Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"),
            ResetDay = 15,
            ResetHour = 6,
        }) with
        { AlertShare = 0.75m, IsHard = false };
        var rolling = SampleBudgets.Tokens("model:lab/qwen", 9, new BudgetWindow { Kind = WindowKind.Rolling, Length = TimeSpan.FromHours(5) });
        var before = await table.VersionAsync(MeteringRoom.Token);

        await table.SetAsync(monthly with { Limit = 1 }, MeteringRoom.Token);
        await table.SetAsync(monthly, MeteringRoom.Token);
        await table.SetAsync(rolling, MeteringRoom.Token);

        Assert.Equal([monthly, rolling], await table.ListAsync(MeteringRoom.Token));
        Assert.Equal(before + 3, await table.VersionAsync(MeteringRoom.Token));
        Assert.True(await table.RemoveAsync(rolling.Id, MeteringRoom.Token));
        Assert.False(await table.RemoveAsync(rolling.Id, MeteringRoom.Token));
    }

    [Fact]
    public async Task Refuses_what_will_not_do()
    {
        await using var room = await MeteringRoom.OpenAsync();
        var table = room.Get<BudgetTable>();
        var budget = SampleBudgets.Usd("gateway", 1);
        Budget[] bad =
        [
            budget with { Limit = -1 },
            budget with { AlertShare = 1.1m },
            budget with { Subject = default },
            budget with { Unit = BudgetUnit.Unknown },
            budget with { Window = new BudgetWindow { Kind = WindowKind.Daily, ResetHour = 24 } },
            budget with { Window = new BudgetWindow { Kind = WindowKind.Monthly, ResetDay = 32 } },
            budget with { Window = new BudgetWindow { Kind = WindowKind.Rolling, Length = TimeSpan.FromSeconds(90) } },
            budget with { Window = new BudgetWindow { Kind = WindowKind.Unknown } },
        ];

        foreach (var each in bad)
        {
            await Assert.ThrowsAsync<RuleRefusedException>(() => table.SetAsync(each, MeteringRoom.Token));
        }

        Assert.Empty(await table.ListAsync(MeteringRoom.Token));
    }
}
