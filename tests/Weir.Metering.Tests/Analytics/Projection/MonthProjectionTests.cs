using Weir.Metering.Analytics.Projection;

namespace Weir.Metering.Tests.Analytics.Projection;

public sealed class MonthProjectionTests
{
    private static readonly DateOnly Today = new(2026, 6, 15);

    [Fact]
    public void Even_days_go_on_evenly()
    {
        var told = MonthProjection.Of(Today, 0.5, 50, Days(Today, 28, static _ => 100), Today.AddDays(-29));

        // Fourteen days before, half a day spent, half a day and fifteen days to come.
        Assert.Equal(1450, told.Spent);
        Assert.Equal(3000, told.Expected);
        Assert.Equal((3000, 3000), (told.Low, told.High));
        Assert.Equal(28, told.DaysKnown);
    }

    [Fact]
    public void Weekends_are_told_from_weekends()
    {
        var told = MonthProjection.Of(Today, 0, 0, Days(Today, 28, static day => IsWeekend(day) ? 0 : 100), Today.AddDays(-29));

        // June 2026 has 22 workdays; the 15th, a Monday, has not begun.
        Assert.Equal((1000, 2200), (told.Spent, told.Expected));
        Assert.Equal(told.Low, told.High);
    }

    [Fact]
    public void Nothing_known_tells_nothing()
    {
        var told = MonthProjection.Of(Today, 0.4, 70, new Dictionary<DateOnly, long>(), null);

        Assert.Equal(new MonthProjection(70, null, null, null, 0), told);
    }

    [Fact]
    public void The_day_of_the_first_request_tells_nothing_as_it_is_no_whole_day()
    {
        var yesterday = new Dictionary<DateOnly, long> { [Today.AddDays(-1)] = 1 };
        var before = new Dictionary<DateOnly, long> { [Today.AddDays(-2)] = 1, [Today.AddDays(-1)] = 24 };

        // From one hour of a day nothing can be told; with a whole day, the half of today that is left and fifteen days are like that one.
        Assert.Equal(new MonthProjection(13, null, null, null, 0), MonthProjection.Of(Today, 0.5, 12, yesterday, Today.AddDays(-1)));
        Assert.Equal(new MonthProjection(37, 37 + 12 + (15 * 24), null, null, 1), MonthProjection.Of(Today, 0.5, 12, before, Today.AddDays(-2)));
    }

    [Fact]
    public void Two_days_give_an_expectation_and_no_range()
    {
        var told = MonthProjection.Of(Today, 0, 0, Days(Today, 2, static _ => 100), Today.AddDays(-3));

        Assert.Equal((200, 1800), (told.Spent, told.Expected));
        Assert.Null(told.Low);
        Assert.Null(told.High);
    }

    [Fact]
    public void Days_without_a_row_count_as_nothing_but_only_since_the_first()
    {
        var days = new Dictionary<DateOnly, long> { [Today.AddDays(-4)] = 400 };

        Assert.Equal(400 + (100 * 16), MonthProjection.Of(Today, 0, 0, days, Today.AddDays(-5)).Expected);
        Assert.Equal(4, MonthProjection.Of(Today, 0, 0, days, Today.AddDays(-5)).DaysKnown);
        Assert.Equal(28, MonthProjection.Of(Today, 0, 0, days, new DateOnly(2025, 1, 1)).DaysKnown);
    }

    [Fact]
    public void A_spike_makes_the_range_wide_upwards()
    {
        var even = MonthProjection.Of(Today, 0, 0, Days(Today, 28, static day => 100 + (day.Day % 5)), Today.AddDays(-29));
        var spiked = MonthProjection.Of(Today, 0, 0, Days(Today, 28, day => day == Today.AddDays(-7) ? 10_000 : 100 + (day.Day % 5)), Today.AddDays(-29));

        Assert.True(spiked.High - spiked.Expected > 10 * (even.High - even.Expected));
        Assert.True(spiked.Low >= spiked.Spent);
        Assert.InRange(spiked.Expected!.Value, spiked.Low!.Value, spiked.High!.Value);
    }

    [Fact]
    public void Few_days_make_a_wider_range_than_many()
    {
        long Noisy(DateOnly day) => day.DayNumber % 2 == 0 ? 50 : 150;
        var few = MonthProjection.Of(Today, 0, 0, Days(Today, 4, Noisy), Today.AddDays(-5));
        var many = MonthProjection.Of(Today, 0, 0, Days(Today, 28, Noisy), Today.AddDays(-29));

        Assert.True(few.High - few.Low > many.High - many.Low);
    }

    [Fact]
    public void At_the_end_of_the_month_nothing_is_left_to_guess()
    {
        var last = new DateOnly(2026, 6, 30);
        var told = MonthProjection.Of(last, 1, 120, Days(last, 28, static day => 100 + day.Day), last.AddDays(-29));

        Assert.Equal(told.Spent, told.Expected);
        Assert.Equal((told.Spent, told.Spent), (told.Low, told.High));
    }

    [Fact]
    public void On_the_first_the_month_before_tells()
    {
        var first = new DateOnly(2026, 3, 1);
        var told = MonthProjection.Of(first, 0, 0, Days(first, 28, static _ => 10), first.AddDays(-29));

        Assert.Equal((0, 310), (told.Spent, told.Expected));
    }

    [Fact]
    public void The_same_days_tell_the_same()
    {
        var days = Days(Today, 28, static day => day.Day * 7 % 13);
        Assert.Equal(MonthProjection.Of(Today, 0.3, 5, days, Today.AddDays(-29)), MonthProjection.Of(Today, 0.3, 5, days, Today.AddDays(-29)));
    }

    private static Dictionary<DateOnly, long> Days(DateOnly today, int count, Func<DateOnly, long> amount) =>
        Enumerable.Range(1, count).Select(ago => today.AddDays(-ago)).ToDictionary(static day => day, amount);

    private static bool IsWeekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
}
