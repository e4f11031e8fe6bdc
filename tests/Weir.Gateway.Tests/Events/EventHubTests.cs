using Weir.Gateway.Events;

namespace Weir.Gateway.Tests.Events;

public sealed class EventHubTests
{
    private readonly EventHub _hub = new();

    [Fact]
    public void Each_listener_gets_what_happens_while_it_listens()
    {
        _hub.Publish("pulse", "before");
        using var first = _hub.Listen();
        using var second = _hub.Listen();
        _hub.Publish("pulse", "now");

        Assert.Equal(["now"], Read(first));
        Assert.Equal(["now"], Read(second));
    }

    [Fact]
    public void A_slow_listener_loses_the_oldest_and_sees_it_by_the_ids()
    {
        using var slow = _hub.Listen();
        for (var i = 0; i < EventHub.Room + 10; i++)
        {
            _hub.Publish("pulse", "x");
        }

        Assert.True(slow.Events.TryRead(out var oldest));
        Assert.Equal(11, oldest.Id);
    }

    [Fact]
    public void Who_left_is_not_counted()
    {
        var listener = _hub.Listen();
        Assert.Equal(1, _hub.Listeners);
        listener.Dispose();

        Assert.Equal(0, _hub.Listeners);
    }

    private static List<string> Read(EventHub.Subscription subscription)
    {
        var all = new List<string>();
        while (subscription.Events.TryRead(out var happened))
        {
            all.Add(happened.Data);
        }

        return all;
    }
}
