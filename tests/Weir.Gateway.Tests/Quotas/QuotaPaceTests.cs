using Weir.Gateway.Quotas;
using Weir.Metering.Quotas;

namespace Weir.Gateway.Tests.Quotas;

public sealed class QuotaPaceTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);
    private static readonly PolledQuota Fresh = new() { Sign = "s" };
    private static readonly QuotaAnswer Good = new([Window(QuotaMeaning.Budget, left: 5)], null);

    [Fact]
    public void A_good_answer_is_asked_for_again_after_the_interval_and_some()
    {
        var after = QuotaPace.After(Fresh, Good, Interval, Now, random: 0.5);

        Assert.Equal((Now, Now + TimeSpan.FromMinutes(5.25), 0), (after.AskedAt!.Value, after.NextAt, after.Failures));
        Assert.False(QuotaPace.IsDue(after, isByHand: false, Now + Interval));
        Assert.True(QuotaPace.IsDue(after, isByHand: false, after.NextAt));
    }

    [Fact]
    public void A_person_may_ask_every_ten_seconds()
    {
        var after = QuotaPace.After(Fresh, Good, Interval, Now, 0);

        Assert.False(QuotaPace.IsDue(after, isByHand: true, Now.AddSeconds(9.9)));
        Assert.True(QuotaPace.IsDue(after, isByHand: true, Now.AddSeconds(10)));
        Assert.True(QuotaPace.IsDue(null, isByHand: true, Now));
    }

    [Fact]
    public void Failures_are_asked_about_less_and_less_and_the_last_value_stays()
    {
        var state = QuotaPace.After(Fresh, Good, Interval, Now, 0);
        var pauses = new List<double>();
        for (var i = 0; i < 6; i++)
        {
            state = QuotaPace.After(state, QuotaAnswer.Failed("It answered 503."), Interval, Now, 0);
            pauses.Add((state.NextAt - Now).TotalMinutes);
        }

        Assert.Equal([5, 10, 20, 40, 60, 60], pauses);
        Assert.Equal(("It answered 503.", 5m), (state.Problem, state.Windows[0].Remaining!.Value));
        Assert.Equal((0, null), (QuotaPace.After(state, Good, Interval, Now, 0).Failures, QuotaPace.After(state, Good, Interval, Now, 0).Problem));
    }

    [Fact]
    public void A_wish_to_be_left_alone_holds_for_persons_too()
    {
        var state = QuotaPace.After(Fresh, QuotaAnswer.Failed("It answered 429.") with { RetryAfter = TimeSpan.FromMinutes(30) }, Interval, Now, 0);

        Assert.Equal(Now.AddMinutes(30), state.NextAt);
        Assert.False(QuotaPace.IsDue(state, isByHand: true, Now.AddMinutes(29)));
        Assert.True(QuotaPace.IsDue(state, isByHand: true, Now.AddMinutes(30)));
    }

    [Fact]
    public void A_refused_credential_is_tried_again_by_a_person_only()
    {
        var state = QuotaPace.After(Fresh, QuotaAnswer.Failed("It answered 401.") with { IsRefused = true }, Interval, Now, 0);

        Assert.False(QuotaPace.IsDue(state, isByHand: false, Now.AddDays(1)));
        Assert.True(QuotaPace.IsDue(state, isByHand: true, Now.AddDays(1)));
    }

    [Fact]
    public void Nothing_left_withholds_until_the_reset_that_was_told()
    {
        var state = Fresh with { Windows = [Window(QuotaMeaning.Allowance, left: 0, resets: Now.AddHours(2)), Window(QuotaMeaning.Window, used: 1, resets: Now.AddHours(5)), Window(QuotaMeaning.Budget, left: 3)] };

        Assert.Equal((Now.AddHours(5), true), QuotaPace.Withheld(state, Interval, Now));
        Assert.Equal((Now.AddHours(5), true), QuotaPace.Withheld(state, Interval, Now.AddHours(3)));
        Assert.Null(QuotaPace.Withheld(state, Interval, Now.AddHours(5)));
    }

    [Fact]
    public void Without_a_reset_it_is_a_guess_that_ends_when_nobody_asks_any_more() =>
        Assert.Equal((Now.AddMinutes(15), false), QuotaPace.Withheld(Fresh with { Windows = [Window(QuotaMeaning.Balance, left: -2)] }, Interval, Now));

    [Fact]
    public void One_balance_of_several_pays() =>
        Assert.Null(QuotaPace.Withheld(Fresh with { Windows = [Window(QuotaMeaning.Balance, left: 0), Window(QuotaMeaning.Balance, left: 3)] }, Interval, Now));

    [Fact]
    public void What_is_unknown_or_for_one_model_or_a_limit_on_speed_never_withholds()
    {
        QuotaWindow[] windows =
        [
            Window(QuotaMeaning.Budget),
            Window(QuotaMeaning.Spend, left: 0),
            Window(QuotaMeaning.RateLimit, left: 0),
            Window(QuotaMeaning.Window, used: 1) with { CoversAll = false },
            Window(QuotaMeaning.Window, used: 0.999),
        ];

        Assert.Null(QuotaPace.Withheld(Fresh with { Windows = windows }, Interval, Now));
    }

    private static QuotaWindow Window(QuotaMeaning meaning, decimal? left = null, double? used = null, DateTimeOffset? resets = null) =>
        new() { Name = "w", Meaning = meaning, Remaining = left, Used = used, ResetsAt = resets, SeenAt = Now };
}
