using System.Threading.Channels;

namespace Weir.Gateway.Events;

/// <summary>Hands events to whoever listens. A listener that is too slow loses the oldest ones and is told so: it can never hold the gateway up, or fill its memory.</summary>
internal sealed class EventHub
{
    /// <summary>Events that wait for one listener at most.</summary>
    public const int Room = 64;

    private readonly Lock _lock = new();
    private readonly List<Subscription> _listeners = [];

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
        var listener = new Subscription(this);
        lock (_lock)
        {
            _listeners.Add(listener);
        }

        return listener;
    }

    public void Publish(AdminEvent happened)
    {
        lock (_lock)
        {
            foreach (var listener in _listeners)
            {
                listener.Take(happened);
            }
        }
    }

    private void Forget(Subscription listener)
    {
        lock (_lock)
        {
            _listeners.Remove(listener);
        }
    }

    /// <summary>One listener.</summary>
    internal sealed class Subscription : IDisposable
    {
        private readonly EventHub _hub;
        private readonly Channel<AdminEvent> _channel;
        private int _lost;

        public Subscription(EventHub hub)
        {
            _hub = hub;
            _channel = Channel.CreateBounded<AdminEvent>(
                new BoundedChannelOptions(Room) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }, _ => Interlocked.Exchange(ref _lost, 1));
        }

        public ChannelReader<AdminEvent> Events => _channel.Reader;

        /// <summary>Whether events were lost since the last call.</summary>
        public bool TakeLost() => Interlocked.Exchange(ref _lost, 0) == 1;

        internal void Take(AdminEvent happened) => _channel.Writer.TryWrite(happened);

        public void Dispose()
        {
            _hub.Forget(this);
            _channel.Writer.TryComplete();
        }
    }
}
