namespace Weir.Gateway.Attempts;

/// <summary>How much time a request has until an answer must begin.</summary>
internal readonly struct RouteClock(TimeSpan? deadline, TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();

    /// <summary>Null = as long as it takes.</summary>
    public TimeSpan? Left => deadline is { } limit ? limit - time.GetElapsedTime(_start) : null;
}
