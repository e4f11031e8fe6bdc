namespace Weir.Gateway.Relay;

/// <summary>
/// Watches one attempt while it waits for its upstream: sends heartbeats to the client and ends a wait that takes too long. The relay and the
/// heartbeat share the response, so each wait is bracketed by <see cref="Enter"/> and <see cref="LeaveAsync"/>; in between only the heartbeat writes.
/// </summary>
internal sealed class Pulse(IHeartbeat? heartbeat, TimeSpan interval, CancellationTokenSource attempt) : IDisposable
{
    private const int Busy = 0;
    private const int Silent = 1;
    private const int Beating = 2;

    private int _state;
    private long _silentSince;
    private long _lastBeat;
    private long _limit;
    private Task _beat = Task.CompletedTask;

    /// <summary>Links of the keeper's list; only the keeper touches them.</summary>
    internal Pulse? Next { get; set; }

    internal Pulse? Previous { get; set; }

    internal PulseKeeper? Keeper { get; set; }

    /// <summary>True when a wait was ended for taking too long.</summary>
    public bool TimedOut { get; private set; }

    /// <summary>The relay begins to wait, at most <paramref name="limit"/>.</summary>
    public void Enter(TimeSpan limit)
    {
        var now = Environment.TickCount64;
        _silentSince = now;
        _lastBeat = now;
        _limit = (long)limit.TotalMilliseconds;
        Volatile.Write(ref _state, Silent);
    }

    /// <summary>The wait is over: from here the relay may write. Waits for a heartbeat that is on its way out.</summary>
    public ValueTask LeaveAsync() =>
        Interlocked.CompareExchange(ref _state, Busy, Silent) == Silent ? ValueTask.CompletedTask : new ValueTask(LeaveSlowlyAsync());

    public void Dispose() => Keeper?.Remove(this);

    internal void Tick(long now)
    {
        if (Volatile.Read(ref _state) != Silent)
        {
            return;
        }

        if (now - _silentSince >= _limit)
        {
            TimedOut = true;
            attempt.Cancel();
        }
        else if (heartbeat is not null && now - _lastBeat >= interval.TotalMilliseconds &&
            Interlocked.CompareExchange(ref _state, Beating, Silent) == Silent)
        {
            _lastBeat = now;
            _beat = BeatAsync(heartbeat);
        }
    }

    private async Task BeatAsync(IHeartbeat target)
    {
        try
        {
            await target.BeatAsync(attempt.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The client is gone; the relay will see it at its next write.
        }
        finally
        {
            Volatile.Write(ref _state, Silent);
        }
    }

    private async Task LeaveSlowlyAsync()
    {
        while (Interlocked.CompareExchange(ref _state, Busy, Silent) != Silent)
        {
            await _beat;
            await Task.Yield();
        }
    }
}
