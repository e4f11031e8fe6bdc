using Weir.Gateway.Attempts;
using Weir.Gateway.Tests.Fakes;

namespace Weir.Gateway.Tests.Attempts;

public sealed class RetryBudgetTests
{
    private readonly ManualTime _time = new();

    [Theory]
    [InlineData(0.2)]
    [InlineData(0.05)]
    public void In_an_outage_tries_again_are_a_share_of_the_requests(double share)
    {
        var budget = new RetryBudget(_time);
        var taken = 0;
        for (var i = 0; i < 10_000; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(10));
            budget.NoteRequest();
            taken += budget.TryTake(share) ? 1 : 0;
        }

        // Three at once are free, and again when those are forgotten.
        Assert.InRange(taken, share * 9_000, (share * 10_000) + 40);
    }

    [Fact]
    public void A_single_user_may_always_try_again()
    {
        var budget = new RetryBudget(_time);
        budget.NoteRequest();
        Assert.True(budget.TryTake(0.2));
        Assert.True(budget.TryTake(0.2));
    }

    [Fact]
    public void A_share_of_nothing_allows_nothing()
    {
        var budget = new RetryBudget(_time);
        budget.NoteRequest();
        Assert.False(budget.TryTake(0));
    }
}
