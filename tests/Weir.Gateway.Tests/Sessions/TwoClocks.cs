namespace Weir.Gateway.Tests.Sessions;

/// <summary>A machine whose time of day somebody sets, while its running clock goes on by itself. Timers go by the running clock, and only when a test lets them.</summary>
internal sealed class TwoClocks : TimeProvider
{
    private readonly List<HeldTimer> _timers = [];
    private DateTimeOffset _timeOfDay = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);
    private long _running = 1;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _timeOfDay;

    public override long GetTimestamp() => Volatile.Read(ref _running);

    /// <summary>As a person, or a time server, does.</summary>
    public void SetTimeOfDay(TimeSpan by) => _timeOfDay += by;

    /// <summary>Lets time pass; timers run late where <paramref name="timersRun"/> is false.</summary>
    public void Pass(TimeSpan span, bool timersRun = true)
    {
        _timeOfDay += span;
        Interlocked.Add(ref _running, span.Ticks);
        foreach (var timer in timersRun ? _timers.Where(timer => timer.DueAt <= _running).ToList() : [])
        {
            timer.Run();
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new HeldTimer(this, callback, state) { DueAt = _running + dueTime.Ticks };
        _timers.Add(timer);
        return timer;
    }

    private sealed class HeldTimer(TwoClocks clocks, TimerCallback callback, object? state) : ITimer
    {
        public long DueAt { get; init; }

        public void Run() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period) => false;

        public void Dispose() => clocks._timers.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
