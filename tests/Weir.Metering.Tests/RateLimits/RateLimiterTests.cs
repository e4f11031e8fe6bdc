using Weir.Metering.Budgets;
using Weir.Metering.RateLimits;

namespace Weir.Metering.Tests.RateLimits;

public class RateLimiterTests
{
    private static readonly Subject Ci = new(SubjectKind.Key, "ci");
    private static readonly RequestSubjects FromCi = new() { Key = "ci", User = "ada" };

    private readonly SteppedTime _time = new();

    [Fact]
    public void Lets_as_many_requests_through_in_any_minute_as_the_limit_says()
    {
        var limiter = Limiter(new RateLimit { Subject = Ci, Requests = 2 });
        Assert.True(limiter.TryEnter(FromCi, 0, out _, out _));
        _time.Seconds += 30;
        Assert.True(limiter.TryEnter(FromCi, 0, out _, out _));

        Assert.False(limiter.TryEnter(FromCi, 0, out _, out var refusal));
        _time.Seconds += 30;
        Assert.False(limiter.TryEnter(FromCi, 0, out _, out _));
        _time.Seconds += 1;

        Assert.True(limiter.TryEnter(FromCi, 0, out _, out _));
        Assert.Equal(TimeSpan.FromSeconds(31), refusal.RetryAfter);
        Assert.Equal(new RateState(Ci, RateUnit.Requests, 2, 0, TimeSpan.FromSeconds(61)), refusal.State);
        Assert.Equal("The limit of key:ci is 2 requests a minute; 0 are left, and this request needs 1.", refusal.Message);
    }

    [Fact]
    public void What_a_request_under_way_used_counts_at_once()
    {
        var limiter = Limiter(new RateLimit { Subject = Ci, Tokens = 100 });
        Assert.True(limiter.TryEnter(FromCi, 10, out var lease, out _));
        lease.Add(89);
        Assert.Null(limiter.FullOf(FromCi));
        lease.Add(1);

        Assert.Equal((RateUnit.Tokens, 0, TimeSpan.FromSeconds(61)), (limiter.FullOf(FromCi)!.State.Unit, limiter.FullOf(FromCi)!.State.Remaining, limiter.FullOf(FromCi)!.RetryAfter));
        Assert.False(limiter.TryEnter(FromCi, 1, out _, out _));

        lease.End(0);
        Assert.Equal(90, limiter.UseOf(Ci).Tokens);
        Assert.Null(limiter.FullOf(new RequestSubjects { Key = "other" }));
    }

    [Fact]
    public void Counts_on_all_limits_or_on_none()
    {
        var limiter = Limiter(
            new RateLimit { Subject = Ci, Requests = 1 }, new RateLimit { Subject = new Subject(SubjectKind.User, "ada"), Tokens = 100, Concurrent = 1 });

        Assert.False(limiter.TryEnter(FromCi, 101, out _, out var tooLarge));
        Assert.True(limiter.TryEnter(FromCi, 100, out var lease, out _));

        Assert.Null(tooLarge.RetryAfter);
        Assert.Equal(
            [(RateUnit.Requests, 0), (RateUnit.Tokens, 0), (RateUnit.Concurrent, 0)], lease.States.Select(state => (state.Unit, state.Remaining)));
    }

    [Fact]
    public void Gives_back_tokens_that_were_not_used_and_counts_those_beyond()
    {
        var limiter = Limiter(new RateLimit { Subject = Ci, Tokens = 100 });
        Assert.True(limiter.TryEnter(FromCi, 90, out var modest, out _));
        modest.End(10);
        Assert.True(limiter.TryEnter(FromCi, 80, out var greedy, out _));
        greedy.End(120);
        greedy.End(0);

        Assert.False(limiter.TryEnter(FromCi, 1, out _, out var refusal));
        Assert.Equal(0, refusal.State.Remaining);
    }

    [Fact]
    public void Holds_so_many_at_a_time()
    {
        var limiter = Limiter(new RateLimit { Subject = Ci, Concurrent = 1 });
        Assert.True(limiter.TryEnter(FromCi, 0, out var running, out _));
        Assert.False(limiter.TryEnter(FromCi, 0, out _, out var refusal));
        running.Dispose();
        running.Dispose();

        Assert.True(limiter.TryEnter(FromCi, 0, out _, out _));
        Assert.False(limiter.TryEnter(FromCi, 0, out _, out _));
        Assert.Equal(RateUnit.Concurrent, refusal.State.Unit);
    }

    [Fact]
    public void A_reload_forgets_nothing()
    {
        var limiter = Limiter(new RateLimit { Subject = Ci, Requests = 5 });
        for (var i = 0; i < 5; i++)
        {
            Assert.True(limiter.TryEnter(FromCi, 0, out _, out _));
        }

        limiter.Use([new RateLimit { Subject = Ci, Requests = 6 }]);

        Assert.True(limiter.TryEnter(FromCi, 0, out _, out _));
        Assert.False(limiter.TryEnter(FromCi, 0, out _, out _));
        Assert.True(limiter.TryEnter(new RequestSubjects { Key = "other" }, 0, out _, out _));
    }

    [Fact]
    public void What_is_used_is_told_without_being_counted()
    {
        var limiter = Limiter(new RateLimit { Subject = Ci, Requests = 5, Tokens = 100 });
        Assert.True(limiter.TryEnter(FromCi, 30, out var ended, out _));
        ended.End(20);
        Assert.True(limiter.TryEnter(FromCi, 30, out _, out _));

        Assert.Equal(new RateUse(2, 50, 1), limiter.UseOf(Ci));
        Assert.Equal(default, limiter.UseOf(new Subject(SubjectKind.User, "ada")));
        _time.Seconds += 61;
        Assert.Equal(new RateUse(0, 0, 1), limiter.UseOf(Ci));
    }

    [Fact]
    public async Task Many_at_once_get_no_more_than_the_limit()
    {
        var limiter = Limiter(new RateLimit { Subject = Ci, Requests = 1_000 });

        var entered = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(
            () => Enumerable.Range(0, 200).Count(_ => limiter.TryEnter(FromCi, 0, out var _, out var _)), TestContext.Current.CancellationToken)));

        Assert.Equal(1_000, entered.Sum());
    }

    [Fact]
    public void A_window_is_never_more_than_the_limit_in_any_minute()
    {
        var random = new Random(20261121);
        var limiter = Limiter(new RateLimit { Subject = Ci, Tokens = 1_000 });
        var booked = new List<(double At, int Tokens)>();
        for (var i = 0; i < 5_000; i++)
        {
            _time.Seconds += random.NextDouble() * (random.Next(50) == 0 ? 90 : 2);
            var tokens = random.Next(1, 200);
            if (limiter.TryEnter(FromCi, tokens, out _, out _))
            {
                booked.Add((_time.Seconds, tokens));
            }

            Assert.True(booked.Where(entry => entry.At > _time.Seconds - 60).Sum(entry => entry.Tokens) <= 1_000);
        }

        Assert.True(booked.Count > 500);
    }

    private RateLimiter Limiter(params RateLimit[] limits)
    {
        var limiter = new RateLimiter(_time);
        limiter.Use(limits);
        return limiter;
    }

    private sealed class SteppedTime : TimeProvider
    {
        public double Seconds { get; set; } = 1_000;

        public override long TimestampFrequency => 1_000_000;

        public override long GetTimestamp() => (long)(Seconds * 1_000_000);
    }
}
