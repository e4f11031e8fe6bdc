using Weir.Dialects.Errors;
using Weir.Gateway.Money;

namespace Weir.Gateway.Tests.Money;

public sealed class RunTallyTests
{
    [Fact]
    public void Output_is_lowered_to_what_the_cap_leaves()
    {
        var tally = new RunTally("r", used: 100);
        var output = 1000L;

        Assert.Null(tally.TryHold(cap: 500, input: 200, choices: 2, ref output, out var held));
        Assert.Equal((100, 400), (output, held));
    }

    [Fact]
    public void Those_under_way_and_those_done_count_together()
    {
        var tally = new RunTally("r", used: 0);
        var (first, second, third) = (60L, 60L, 60L);
        Assert.Null(tally.TryHold(100, 0, 1, ref first, out var held));
        Assert.Null(tally.TryHold(100, 0, 1, ref second, out var rest));
        Assert.Equal((60, 40), (first, second));
        Assert.Equal(ErrorKind.BudgetExceeded, tally.TryHold(100, 0, 1, ref third, out _)?.Kind);

        tally.Settle(held, 10);
        tally.Settle(rest, 10);

        Assert.Null(tally.TryHold(100, 0, 1, ref third, out _));
        Assert.Equal(60, third);
    }

    [Fact]
    public void A_soft_cap_warns_once()
    {
        var tally = new RunTally("r", used: 90);
        Assert.False(tally.Warns(100));
        tally.Settle(0, 10);
        Assert.True(tally.Warns(100));
        Assert.False(tally.Warns(100));
    }
}
