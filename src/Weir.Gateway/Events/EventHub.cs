using System.Threading.Channels;

namespace Weir.Gateway.Events;

/// <summary>Hands events to whoever listens. A listener that is too slow loses the oldest ones: it can never hold the gateway up, or fill its memory.</summary>
internal sealed class EventHub
{
    /// <summary>Events that wait for one listener at most.</summary>
    public const int Room = 64;

    private readonly Lock _lock = new();
    private readonly List<Channel<AdminEvent>> _listeners = [];
    private long _last;

    /// <summary>How many listen.</summary>
    public int Listeners
    {
        get
        {
            lock (_lock)
            {
                return _listeners.Count;
            }
        }
    }

    /// <summary>Begins to listen, until the returned subscription is disposed of.</summary>
    public Subscription Listen()
    {
        var channel = Channel.CreateBounded<AdminEvent>(new BoundedChannelOptions(Room) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        lock (_lock)
        {
            _listeners.Add(channel);
        }

        return new Subscription(this, channel);
    }

    public void Publish(string type, string data)
    {
        lock (_lock)
        {
            var happened = new AdminEvent(++_last, type, data);
            foreach (var listener in _listeners)
            {
                listener.Writer.TryWrite(happened);
            }
        }
    }

    /// <summary>One listener.</summary>
    internal sealed class Subscription(EventHub hub, Channel<AdminEvent> channel) : IDisposable
    {
        public ChannelReader<AdminEvent> Events => channel.Reader;

        public void Dispose()
        {
            lock (hub._lock)
            {
                hub._listeners.Remove(channel);
            }

            channel.Writer.TryComplete();
        }
    }
}
