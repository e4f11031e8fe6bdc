using Weir.Gateway.Alerts;
using Weir.Metering.Alerts;
using Weir.Metering.Budgets;
using Weir.Metering.Budgets.Windows;
using Weir.Metering.Quotas;

namespace Weir.Gateway.Tests.Alerts;

/// <summary>When people are told, and what counts as the same.</summary>
public sealed class AlertFactsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(79, false, false)]
    [InlineData(80, true, false)]
    [InlineData(99, true, false)]
    [InlineData(100, true, true)]
    [InlineData(130, true, true)]
    public void A_budget_is_told_at_its_share_and_at_its_end(long spent, bool threshold, bool reached)
    {
        var state = State(spent);

        Assert.Equal(threshold, AlertFacts.Threshold(state, Now) is not null);
        Assert.Equal(reached, AlertFacts.Reached(state, Now) is not null);
    }

    [Fact]
    public void A_soft_budget_has_no_end() => Assert.Null(AlertFacts.Reached(State(100, isHard: false), Now));

    [Fact]
    public void A_budget_of_nothing_has_no_share() => Assert.Null(AlertFacts.Threshold(State(0, limit: 0), Now));

    [Fact]
    public void A_window_is_told_once_and_the_next_anew()
    {
        var first = AlertFacts.Threshold(State(80), Now)!;

        Assert.Equal(first.Mark, AlertFacts.Threshold(State(95), Now.AddHours(5))!.Mark);
        Assert.NotEqual(first.Mark, AlertFacts.Threshold(State(80), Now.AddDays(1))!.Mark);
        Assert.NotEqual(first.Mark, AlertFacts.Threshold(State(160, limit: 200), Now)!.Mark);
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 0, 0, 0, TimeSpan.Zero), first.Until);
    }

    [Fact]
    public void A_rolling_window_is_told_once_in_its_length()
    {
        var window = new BudgetWindow { Kind = WindowKind.Rolling, Length = TimeSpan.FromHours(5) };
        var marks = Enumerable.Range(0, 300).Select(minute => AlertFacts.Threshold(State(80, window: window), Now.AddMinutes(minute))!.Mark).Distinct();

        Assert.InRange(marks.Count(), 1, 2);
    }

    [Theory]
    [InlineData(0.95, 300, true)]
    [InlineData(0.85, 300, false)]
    [InlineData(0.99, 1, false)]
    [InlineData(1.5, 300, true)]
    public void A_quota_is_told_when_little_is_left_for_long(double used, int minutes, bool told)
    {
        var window = new QuotaWindow { Name = "5h", Used = used, Length = TimeSpan.FromMinutes(minutes), ResetsAt = Now.AddMinutes(minutes), SeenAt = Now };

        Assert.Equal(told, AlertFacts.QuotaLow("lab", window, 0.1m, Now) is not null);
    }

    [Fact]
    public void A_quota_that_is_full_again_is_not_told()
    {
        var window = new QuotaWindow { Name = "5h", Remaining = 1, Limit = 100, Length = TimeSpan.FromHours(5), ResetsAt = Now.AddHours(-1), SeenAt = Now.AddHours(-3) };

        Assert.Null(AlertFacts.QuotaLow("lab", window, 0.1m, Now));
        Assert.Equal(AlertKinds.QuotaLow, AlertFacts.QuotaLow("lab", window with { ResetsAt = Now.AddHours(1) }, 0.1m, Now)!.Kind);
    }

    [Theory]
    [InlineData(QuotaMeaning.RateLimit, 0, false)]
    [InlineData(QuotaMeaning.Window, 0, true)]
    [InlineData(QuotaMeaning.Window, 59, true)]
    [InlineData(QuotaMeaning.Window, 61, false)]
    public void Of_a_window_whose_end_nobody_knows_a_limit_on_speed_and_an_old_figure_say_nothing(QuotaMeaning meaning, int age, bool told)
    {
        var window = new QuotaWindow { Name = "requests", Meaning = meaning, Remaining = 1, Limit = 100, SeenAt = Now.AddMinutes(-age) };

        Assert.Equal(told, AlertFacts.QuotaLow("lab", window, 0.1m, Now) is not null);
    }

    [Fact]
    public void A_quota_that_comes_back_bit_by_bit_is_told_once_in_its_length()
    {
        var window = new QuotaWindow { Name = "5h", Meaning = QuotaMeaning.Window, Remaining = 1, Limit = 100, Length = TimeSpan.FromHours(5), ResetsAt = Now.AddMinutes(15), SeenAt = Now };

        Assert.Equal(Now.AddMinutes(15), AlertFacts.QuotaLow("lab", window, 0.1m, Now)!.Until);
        Assert.Equal(Now.AddHours(5), AlertFacts.QuotaLow("lab", window with { IsRolling = true }, 0.1m, Now)!.Until);
    }

    private static BudgetState State(long spent, long limit = 100, bool isHard = true, BudgetWindow? window = null)
    {
        var budget = new Budget { Subject = Subject.Gateway, Unit = BudgetUnit.Tokens, Window = window ?? new BudgetWindow { Kind = WindowKind.Daily }, Limit = limit, IsHard = isHard };
        return new BudgetState { Budget = budget, Window = budget.BookedIn(Now), Spent = spent, Held = 0, ResetsAt = Now.AddHours(12) };
    }
}
