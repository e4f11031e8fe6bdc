using Weir.Gateway.Admin.Usage;
using Weir.Gateway.Events;

namespace Weir.Gateway.Tests.Events;

public sealed class MinuteSumsTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    // 600 requests were there, 60 of them in the last minute.
    private readonly MinuteSums _minute = new(Start, Sums(600, 6), Sums(60, 6));

    [Fact]
    public void Nothing_new_leaves_what_came_in_the_minute() =>
        Assert.Equal(new MinuteSums.Counts(60, 6, 600), _minute.Take(Start, Sums(600, 6)));

    [Fact]
    public void What_is_older_than_a_minute_goes_by_evenly()
    {
        // 20 of the 60 seconds are over: two thirds of the first 60 are left, and 5 are new.
        Assert.Equal(new MinuteSums.Counts(45, 4, 450), _minute.Take(Start.AddSeconds(20), Sums(605, 6)));
    }

    [Fact]
    public void A_quiet_minute_later_there_is_nothing()
    {
        for (var second = 2; second < 60; second += 2)
        {
            _minute.Take(Start.AddSeconds(second), Sums(600, 6));
        }

        Assert.Equal(default, _minute.Take(Start.AddSeconds(60), Sums(600, 6)));
        Assert.Equal(new MinuteSums.Counts(7, 0, 70), _minute.Take(Start.AddSeconds(62), Sums(607, 6)));
    }

    [Fact]
    public void Rows_that_were_deleted_make_no_debt() =>
        Assert.Equal(default, _minute.Take(Start.AddSeconds(60), Sums(100, 0)).AtLeastZero());

    private static UsageSums Sums(long requests, long failed) => new() { Requests = requests, Failed = failed, CostNanoDollars = requests * 10 };
}
