using Weir.Metering.Budgets;
using Weir.Metering.Budgets.Booking;
using Weir.Metering.Budgets.Booking.Own;
using Weir.Metering.Budgets.Windows;

namespace Weir.Metering.Tests.Budgets.Booking.Own;

public class OwnBudgetTests
{
    private static readonly Budget Daily = SampleBudgets.Usd("gateway", 1_000, SampleBudgets.Daily);
    private static readonly DateTimeOffset Noon = new(2026, 7, 15, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_window_that_was_not_read_is_new_and_one_before_is_not_known()
    {
        var budget = new OwnBudget(Daily, 100, [new Window(Daily.Id, 100, 5, 0, isNew: false)]);

        Assert.Equal(5, budget.Find(100)!.Spent);
        Assert.Equal(0, budget.Find(200)!.Spent);
        Assert.Same(budget.Find(150), budget.Find(150));
        Assert.Null(budget.Find(99));
        Assert.Equal([100, 150, 200], budget.Windows.Select(static window => window.StartsAt));
    }

    [Fact]
    public void Old_windows_make_room_for_new_ones()
    {
        var budget = new OwnBudget(Daily, 0, []);
        for (var start = 0; start < 2_000; start++)
        {
            budget.Find(start);
        }

        Assert.InRange(budget.Windows.Count, 256, 512);
        Assert.Null(budget.Find(0));
        Assert.False(budget.Has(0));
        Assert.NotNull(budget.Find(1_999));
    }

    [Fact]
    public void A_window_that_is_added_late_among_many_stays()
    {
        var budget = new OwnBudget(Daily, 0, []);
        for (var start = 2; start < 2 + 512; start++)
        {
            budget.Find(start);
        }

        var late = budget.Find(1);

        Assert.Same(late, budget.Find(1));
    }

    [Theory]
    [InlineData(WindowKind.Daily, "2026-07-14T00:00:00Z")]
    [InlineData(WindowKind.Weekly, "2026-07-06T00:00:00Z")]
    [InlineData(WindowKind.Monthly, "2026-06-01T00:00:00Z")]
    [InlineData(WindowKind.Rolling, "2026-07-15T02:00:00Z")]
    public void Two_lengths_are_kept(WindowKind kind, string from)
    {
        var budget = Daily with { Window = new BudgetWindow { Kind = kind, Length = kind == WindowKind.Rolling ? TimeSpan.FromHours(5) : default } };

        Assert.Equal(DateTimeOffset.Parse(from, System.Globalization.CultureInfo.InvariantCulture), DateTimeOffset.FromUnixTimeMilliseconds(OwnBudget.From(budget, Noon)));
        Assert.True(OwnBudget.From(budget, Noon) <= OwnBudget.CountsFrom(budget, Noon));
    }
}
