using Microsoft.Extensions.Hosting;

namespace Weir.Gateway.Relay;

/// <summary>One timer for all waits of all requests: a timer each would cost more than the waits.</summary>
internal sealed class PulseKeeper(TimeProvider time) : IHostedService, IDisposable
{
    /// <summary>How exactly heartbeats and time-outs are kept.</summary>
    public static readonly TimeSpan Resolution = TimeSpan.FromMilliseconds(200);

    private readonly Lock _lock = new();
    private readonly List<Pulse> _due = [];
    private Pulse? _first;
    private ITimer? _timer;

    public void Add(Pulse pulse)
    {
        lock (_lock)
        {
            pulse.Keeper = this;
            pulse.Next = _first;
            if (_first is not null)
            {
                _first.Previous = pulse;
            }

            _first = pulse;
        }
    }

    public void Remove(Pulse pulse)
    {
        lock (_lock)
        {
            if (pulse.Previous is not null)
            {
                pulse.Previous.Next = pulse.Next;
            }
            else if (_first == pulse)
            {
                _first = pulse.Next;
            }

            if (pulse.Next is not null)
            {
                pulse.Next.Previous = pulse.Previous;
            }

            pulse.Next = pulse.Previous = null;
            pulse.Keeper = null;
        }
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _timer = time.CreateTimer(static state => ((PulseKeeper)state!).Tick(), this, Resolution, Resolution);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _timer?.Dispose();

    private void Tick()
    {
        var now = Environment.TickCount64;
        lock (_due)
        {
            lock (_lock)
            {
                for (var pulse = _first; pulse is not null; pulse = pulse.Next)
                {
                    _due.Add(pulse);
                }
            }

            // Outside the list's lock: a cancellation runs what it cancels.
            foreach (var pulse in _due)
            {
                pulse.Tick(now);
            }

            _due.Clear();
        }
    }
}
