using Weir.Dialects.Errors;
using Weir.Routing.Health;
using Weir.Routing.Routes;
using Weir.Routing.Targets;

namespace Weir.Routing.Tests.Routes;

public sealed class StepOrderTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;
    private static readonly Target[] Three = [Targets.Of("a"), Targets.Of("b"), Targets.Of("c")];

    private readonly HealthBoard _health = new();

    [Fact]
    public void As_configured() => Assert.Equal("a b c", Order(Strategy.Order));

    [Fact]
    public void The_one_with_the_fewest_requests_under_way()
    {
        _health.Of(Three[0]).Begin(Now);
        _health.Of(Three[0]).Begin(Now);
        _health.Of(Three[1]).Begin(Now);
        Assert.Equal("c b a", Order(Strategy.LeastBusy));
        _health.Of(Three[0]).End();
        _health.Of(Three[0]).End();
        Assert.Equal("a c b", Order(Strategy.LeastBusy));
    }

    [Fact]
    public void The_one_that_was_soonest_and_those_that_nobody_knows_first()
    {
        _health.Of(Three[0]).Succeeded(Now, TimeSpan.FromMilliseconds(300));
        _health.Of(Three[1]).Succeeded(Now, TimeSpan.FromMilliseconds(20));
        Assert.Equal("c b a", Order(Strategy.Fastest));
    }

    [Fact]
    public void The_cheapest_and_those_without_a_price_last() =>
        Assert.Equal("c a b", Order(Strategy.Cheapest, cost: static target => target.Connection.Name switch { "a" => 20, "c" => 10, _ => null }));

    [Fact]
    public void A_key_stays_with_its_target_and_keys_spread()
    {
        var first = Enumerable.Range(0, 300).Select(i => Order(Strategy.Sticky, key: $"conversation-{i}")).ToList();
        Assert.Equal(first, Enumerable.Range(0, 300).Select(i => Order(Strategy.Sticky, key: $"conversation-{i}")));
        Assert.All(first.CountBy(static order => order[0]), static share => Assert.InRange(share.Value, 60, 140));
    }

    [Fact]
    public void When_a_target_goes_only_its_own_keys_move()
    {
        for (var i = 0; i < 100; i++)
        {
            var three = StepOrder.Of(new RouteStep(Three, Strategy.Sticky), Facts(key: $"k{i}"));
            var two = StepOrder.Of(new RouteStep(Three[..2], Strategy.Sticky), Facts(key: $"k{i}"));
            Assert.Equal(three.Where(static target => target.Connection.Name != "c").Select(static target => target.Name), two.Select(static target => target.Name));
        }
    }

    [Fact]
    public void By_chance_in_shares()
    {
        var random = new Random(20261121);
        var step = new RouteStep(Three, Strategy.Weighted) { Weights = new Dictionary<string, int> { ["a/m"] = 6, ["b/m"] = 3, ["c/m"] = 0 } };
        var firsts = Enumerable.Range(0, 3000).Select(_ => StepOrder.Of(step, Facts(random: random.NextDouble)) is [var head, .., var tail] ? (head, tail) : default).ToList();
        Assert.InRange(firsts.Count(static order => order.head.Connection.Name == "a"), 1900, 2100);
        Assert.All(firsts, static order => Assert.Equal("c", order.tail.Connection.Name));
    }

    [Fact]
    public void Those_that_are_limited_stay_in_order_for_the_plan_passes_them_over()
    {
        _health.Of(Three[0]).Failed(Now, ErrorKind.RateLimited, TimeSpan.FromMinutes(1));
        Assert.Equal("a b c", Order(Strategy.Order));
    }

    private string Order(Strategy strategy, Func<Target, long?>? cost = null, string key = "k") =>
        string.Join(' ', StepOrder.Of(new RouteStep(Three, strategy), Facts(cost, key)).Select(static target => target.Connection.Name));

    private StepFacts Facts(Func<Target, long?>? cost = null, string key = "k", Func<double>? random = null) => new(_health, cost ?? (static _ => null), () => key, random ?? (static () => 0.5));
}
