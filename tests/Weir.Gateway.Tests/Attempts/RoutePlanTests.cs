using Weir.Catalog;
using Weir.Dialects.Errors;
using Weir.Gateway.Attempts;
using Weir.Gateway.Tests.Fakes;
using Weir.Routing.Health;
using Weir.Routing.Routes;
using Weir.Routing.Targets;

namespace Weir.Gateway.Tests.Attempts;

public sealed class RoutePlanTests
{
    private readonly HealthBoard _health = new();
    private readonly ManualTime _time = new();
    private readonly RouteNotes _notes = new();
    private readonly Target[] _three = [Target("a", 1000), Target("b", 500), Target("c", 2000)];

    [Fact]
    public void Targets_come_in_order_and_none_twice()
    {
        var plan = Plan(new RouteStep([_three[0], _three[1]], Strategy.Order), new RouteStep([_three[1], _three[2]], Strategy.Order));
        Assert.Equal("a b c", Rest(plan));
        Assert.Empty(_notes.All);
    }

    [Fact]
    public void A_limited_target_is_passed_over_and_the_trace_says_so()
    {
        _health.Of(_three[0]).Failed(_time.GetUtcNow(), ErrorKind.RateLimited, TimeSpan.FromSeconds(30));
        Assert.Equal("b c", Rest(Plan()));
        Assert.Equal(["a/m was passed over: it is at its limit for 30 s more."], _notes.All);
    }

    [Fact]
    public void A_connection_without_quota_is_passed_over_until_its_reset_and_the_trace_says_so()
    {
        _health.Withheld.Add("a", _time.GetUtcNow().AddHours(1), isTold: true);
        Assert.Equal("b c", Rest(Plan()));
        Assert.StartsWith("a/m was passed over: its quota is used up until ", Assert.Single(_notes.All), StringComparison.Ordinal);

        _health.Withheld.Add("a", _time.GetUtcNow(), isTold: true);
        Assert.Equal("a b c", Rest(Plan()));
    }

    [Fact]
    public void Without_a_stated_reset_a_connection_without_quota_is_the_last_resort()
    {
        _health.Withheld.Add("a", _time.GetUtcNow().AddHours(1), isTold: false);
        Assert.Equal("b c a", Rest(Plan()));
    }

    [Fact]
    public void A_lone_target_is_asked_whatever_its_quota()
    {
        _health.Withheld.Add("a", _time.GetUtcNow().AddHours(1), isTold: true);
        Assert.Equal("a", Rest(Plan(new RouteStep([_three[0]], Strategy.Order))));
    }

    [Fact]
    public void A_failing_target_is_the_last_resort()
    {
        Fail(_three[0]);
        Assert.Equal("b c a", Rest(Plan()));
    }

    [Fact]
    public void A_target_that_is_soon_free_is_the_last_resort_and_waited_for()
    {
        _health.Of(_three[0]).Failed(_time.GetUtcNow(), ErrorKind.RateLimited, TimeSpan.FromMilliseconds(900));
        _health.Of(_three[1]).Failed(_time.GetUtcNow(), ErrorKind.RateLimited, TimeSpan.FromMilliseconds(1100));
        var plan = Plan();
        Assert.Equal("c", plan.Next()!.Connection.Name);
        Assert.Null(plan.WaitFor(_three[0]));

        Assert.Equal("a", plan.Next()!.Connection.Name);
        Assert.Equal(TimeSpan.FromMilliseconds(900), plan.WaitFor(_three[0]));
        Assert.Null(plan.Next());
    }

    [Fact]
    public void A_limit_that_is_a_guess_leaves_the_target_as_a_last_resort()
    {
        _health.Of(_three[0]).Failed(_time.GetUtcNow(), ErrorKind.RateLimited, null);
        var plan = Plan();
        Assert.Equal("b c a", Rest(plan));
        Assert.Null(plan.WaitFor(_three[0]));
    }

    [Fact]
    public void The_least_wait_is_told_only_when_every_target_named_one()
    {
        var now = _time.GetUtcNow();
        _health.Of(_three[0]).Failed(now, ErrorKind.RateLimited, TimeSpan.FromSeconds(40));
        _health.Of(_three[1]).Failed(now, ErrorKind.RateLimited, TimeSpan.FromSeconds(30));
        _health.Of(_three[2]).Failed(now, ErrorKind.RateLimited, null);
        Assert.Null(Plan().LeastWait());

        _health.Of(_three[2]).Failed(now, ErrorKind.RateLimited, TimeSpan.FromSeconds(50));
        Assert.Equal(TimeSpan.FromSeconds(30), Plan().LeastWait()!.RetryAfter);
        Assert.Null(Plan(new RouteStep([_three[0]], Strategy.Order)).LeastWait());
    }

    [Fact]
    public void When_all_are_at_their_limits_the_client_is_told_the_shortest_wait()
    {
        foreach (var (target, seconds) in _three.Zip([40, 20, 60]))
        {
            _health.Of(target).Failed(_time.GetUtcNow(), ErrorKind.RateLimited, TimeSpan.FromSeconds(seconds));
        }

        var plan = Plan();
        Assert.Null(plan.Next());
        var refusal = plan.Refusal();
        Assert.Equal((ErrorKind.RateLimited, 429, TimeSpan.FromSeconds(20)), (refusal.Kind, refusal.Status, refusal.RetryAfter));
    }

    [Fact]
    public void A_lone_target_is_asked_whatever_is_known_of_it()
    {
        _health.Of(_three[0]).Failed(_time.GetUtcNow(), ErrorKind.RateLimited, TimeSpan.FromSeconds(40));
        Assert.Equal("a", Rest(Plan(new RouteStep([_three[0]], Strategy.Order))));
    }

    [Fact]
    public void After_too_long_a_prompt_only_larger_windows_come()
    {
        var plan = Plan();
        Assert.True(plan.HasNext());
        var first = plan.Next()!;
        Assert.True(plan.HasNext());
        plan.WindowAbove = first.Model!.ContextLimit;
        Assert.Equal("c", Rest(plan));
    }

    [Fact]
    public void Looking_ahead_takes_no_trial()
    {
        Fail(_three[1]);
        _time.Advance(TimeSpan.FromSeconds(6));
        var looking = Plan();
        looking.Next();
        Assert.True(looking.HasNext());

        var plan = Plan();
        plan.Next();
        Assert.Equal("b", plan.Next()!.Connection.Name);
    }

    [Fact]
    public void A_confirmed_target_is_gone_to_at_once()
    {
        var plan = Plan();
        Assert.True(plan.SkipTo("b/m"));
        Assert.Equal("b c", Rest(plan));
        Assert.False(Plan().SkipTo("x/y"));
    }

    private static Target Target(string connection, long window)
    {
        var model = new CatalogModel { Id = "m", Name = "m", ContextLimit = window };
        return new Target(Some.Connection() with { Name = connection }, "m", model, $"{connection}/m");
    }

    private static string Rest(RoutePlan plan)
    {
        var names = new List<string>();
        while (plan.Next() is { } target)
        {
            names.Add(target.Connection.Name);
        }

        return string.Join(' ', names);
    }

    private RoutePlan Plan() => Plan([.. _three.Select(static target => new RouteStep([target], Strategy.Order))]);

    private RoutePlan Plan(params RouteStep[] steps) =>
        new(new Route("coding", steps, new RoutePolicy()), new StepFacts(_health, static _ => null, static () => "k", static () => 0), _notes, _time);

    private void Fail(Target target)
    {
        for (var i = 0; i < 3; i++)
        {
            _health.Of(target).Failed(_time.GetUtcNow(), ErrorKind.Overloaded, null);
        }
    }
}
