using Weir.Gateway.Events;

namespace Weir.Gateway.Tests.Events;

public sealed class EventHubTests
{
    private static readonly LedgerPosition Here = new(DateTimeOffset.UnixEpoch.AddSeconds(5));

    private readonly EventHub _hub = new();

    [Fact]
    public void Each_listener_gets_what_happens_while_it_listens()
    {
        Publish("before");
        using var first = _hub.Listen();
        using var second = _hub.Listen();
        Publish("now");

        Assert.Equal(["now"], Read(first));
        Assert.Equal(["now"], Read(second));
        Assert.False(first.TakeLost());
    }

    [Fact]
    public void A_slow_listener_loses_the_oldest_and_is_told_once()
    {
        using var slow = _hub.Listen();
        for (var i = 0; i < EventHub.Room + 10; i++)
        {
            Publish($"{i}");
        }

        Assert.True(slow.Events.TryRead(out var oldest));
        Assert.Equal("10", oldest.Data);
        Assert.True(slow.TakeLost());
        Assert.False(slow.TakeLost());
    }

    [Fact]
    public void Who_left_is_not_counted()
    {
        var listener = _hub.Listen();
        Assert.Equal(1, _hub.Listeners);
        listener.Dispose();

        Assert.Equal(0, _hub.Listeners);
    }

    [Theory]
    [InlineData("5000", true)]
    [InlineData("", false)]
    [InlineData("-5", false)]
    [InlineData("99999999999999999", false)]
    [InlineData("five", false)]
    public void A_position_comes_back_as_it_was_given(string text, bool isOne)
    {
        Assert.Equal(isOne ? Here : null, LedgerPosition.Parse(text));
        Assert.Equal("5000", Here.ToString());
    }

    private void Publish(string data) => _hub.Publish(new AdminEvent(Here, "pulse", data));

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
