using Weir.Metering.Budgets;
using Weir.Metering.Budgets.Definitions;

namespace Weir.Metering.Tests.Budgets;

public class RunCapTableTests
{
    private static readonly Subject Lab = new(SubjectKind.Connection, "lab");

    [Fact]
    public async Task Keeps_one_cap_for_each_subject_and_moves_the_budgets_version()
    {
        await using var room = await MeteringRoom.OpenAsync();
        var table = room.Get<RunCapTable>();
        var before = await room.Get<BudgetTable>().VersionAsync(MeteringRoom.Token);
        var cap = new RunCap(Lab, null, 200_000);

        await table.SetAsync(new RunCap(Lab, 1, 2), MeteringRoom.Token);
        await table.SetAsync(cap, MeteringRoom.Token);

        Assert.Equal([cap], await table.ListAsync(MeteringRoom.Token));
        Assert.Equal(before + 2, await room.Get<BudgetTable>().VersionAsync(MeteringRoom.Token));
        Assert.True(await table.RemoveAsync(Lab, MeteringRoom.Token));
        Assert.False(await table.RemoveAsync(Lab, MeteringRoom.Token));
    }

    [Fact]
    public async Task Refuses_what_will_not_do()
    {
        await using var room = await MeteringRoom.OpenAsync();
        var table = room.Get<RunCapTable>();

        foreach (var each in (RunCap[])[new(default, 1, 2), new(Lab, null, null), new(Lab, -1, null), new(Lab, null, -1), new(Lab, long.MaxValue, null)])
        {
            await Assert.ThrowsAsync<RuleRefusedException>(() => table.SetAsync(each, MeteringRoom.Token));
        }

        Assert.Empty(await table.ListAsync(MeteringRoom.Token));
    }

    [Fact]
    public void The_tightest_of_the_caps_on_a_request_counts()
    {
        var set = new RunCapSet([new RunCap(Lab, 500, 9_000), new RunCap(new Subject(SubjectKind.Key, "ci"), null, 3_000), new RunCap(Subject.Gateway, 700, null), new RunCap(new Subject(SubjectKind.Key, "other"), 1, 1)]);

        Assert.Equal(((long?)500, (long?)3_000), set.For(new RequestSubjects { Key = "ci", Connection = "lab" }));
        Assert.Equal(((long?)700, (long?)null), set.For(new RequestSubjects { Key = "ada" }));
        Assert.Equal(((long?)null, (long?)null), RunCapSet.Empty.For(new RequestSubjects { Key = "ci" }));
    }
}
