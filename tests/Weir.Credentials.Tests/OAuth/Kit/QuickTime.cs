namespace Weir.Credentials.Tests.OAuth.Kit;

/// <summary>A clock that runs many times as fast as the machine's, timers and all.</summary>
internal sealed class QuickTime(double speed) : TimeProvider
{
    private readonly DateTimeOffset _start = System.GetUtcNow();
    private readonly long _startedAt = System.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => _start + (System.GetElapsedTime(_startedAt) * speed);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, Real(dueTime), Real(period));

    // Rounded up: a timer must never fire early.
    private TimeSpan Real(TimeSpan time) => time <= TimeSpan.Zero ? time : TimeSpan.FromMilliseconds(Math.Ceiling(time.TotalMilliseconds / speed) + 1);
}
