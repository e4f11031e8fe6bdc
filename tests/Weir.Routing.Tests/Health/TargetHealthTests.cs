using Weir.Dialects.Errors;
using Weir.Routing.Health;

namespace Weir.Routing.Tests.Health;

public sealed class TargetHealthTests
{
    private readonly TargetHealth _health = new();
    private DateTimeOffset _now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_limit_holds_until_its_reset()
    {
        _health.Failed(_now, ErrorKind.RateLimited, TimeSpan.FromSeconds(30));
        Assert.Equal(SkipKind.RateLimited, Against()?.Kind);
        _now += TimeSpan.FromSeconds(29);
        Assert.NotNull(Against());
        _now += TimeSpan.FromSeconds(2);
        Assert.Null(Against());
    }

    [Fact]
    public void An_answer_with_nothing_left_is_a_limit_too()
    {
        _health.Succeeded(_now, null);
        _health.LimitedUntil(_now.AddMinutes(1));
        Assert.Equal(_now.AddMinutes(1), Against()?.Until);
    }

    [Theory]
    [InlineData(ErrorKind.Overloaded)]
    [InlineData(ErrorKind.NetworkError)]
    [InlineData(ErrorKind.Timeout)]
    [InlineData(ErrorKind.UnexpectedResponse)]
    public void Three_failures_open_the_circuit_and_one_success_closes_it(ErrorKind kind)
    {
        Fail(kind, 2);
        Assert.Null(Against());
        Fail(kind, 1);
        Assert.Equal(SkipKind.Failing, Against()?.Kind);

        _now += TimeSpan.FromSeconds(6);
        Assert.Null(Against(takesTrial: true));
        _health.Succeeded(_now, null);
        Assert.Null(Against());
    }

    [Fact]
    public void One_request_at_a_time_tries_and_each_failed_trial_doubles_the_wait()
    {
        Fail(ErrorKind.Overloaded, 3);
        _now += TimeSpan.FromSeconds(6);
        Assert.Null(Against(takesTrial: true));
        Assert.NotNull(Against(takesTrial: true));
        Fail(ErrorKind.Overloaded, 1);
        _now += TimeSpan.FromSeconds(9);
        Assert.NotNull(Against());
        _now += TimeSpan.FromSeconds(2);
        Assert.Null(Against(takesTrial: true));
    }

    [Fact]
    public void A_trial_of_which_nobody_hears_is_given_up()
    {
        Fail(ErrorKind.Overloaded, 3);
        _now += TimeSpan.FromSeconds(6);
        Assert.Null(Against(takesTrial: true));
        _now += TimeSpan.FromMinutes(2);
        Assert.Null(Against(takesTrial: true));
    }

    [Fact]
    public void Failures_among_many_successes_open_nothing()
    {
        for (var i = 0; i < 100; i++)
        {
            _health.Succeeded(_now, null);
        }

        Fail(ErrorKind.Overloaded, 30);
        Assert.Null(Against());
    }

    [Theory]
    [InlineData(ErrorKind.InvalidRequest)]
    [InlineData(ErrorKind.ContextTooLong)]
    [InlineData(ErrorKind.NotAllowed)]
    public void What_the_client_did_wrong_says_nothing_of_the_target(ErrorKind kind)
    {
        Fail(kind, 20);
        Assert.Null(Against());
    }

    [Fact]
    public void The_usual_time_is_known_after_ten_answers()
    {
        for (var i = 1; i <= 9; i++)
        {
            _health.Succeeded(_now, TimeSpan.FromMilliseconds(10 * i));
        }

        Assert.Null(_health.UsualFirstByte());
        for (var i = 10; i <= 20; i++)
        {
            _health.Succeeded(_now, TimeSpan.FromMilliseconds(10 * i));
        }

        Assert.Equal(TimeSpan.FromMilliseconds(200), _health.UsualFirstByte());
    }

    private Skip? Against(bool takesTrial = false) => _health.Against(_now, takesTrial);

    private void Fail(ErrorKind kind, int times)
    {
        for (var i = 0; i < times; i++)
        {
            _health.Failed(_now, kind, null);
        }
    }
}
