namespace Weir.Gateway.Attempts;

/// <summary>
/// Keeps tries again to a share of the requests, so that an outage is not made worse by those who wait for its end. Counts both with a half-life of ten seconds.
/// </summary>
internal sealed class RetryBudget(TimeProvider time)
{
    /// <summary>So many tries again are always free: one user with few requests is no storm.</summary>
    private const double Free = 3;

    private static readonly TimeSpan HalfLife = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private double _requests;
    private double _retries;
    private long _countedAt = time.GetTimestamp();

    /// <summary>A request comes in.</summary>
    public void NoteRequest()
    {
        lock (_lock)
        {
            Decay();
            _requests++;
        }
    }

    /// <summary>Takes one try again, if there is one left.</summary>
    /// <param name="share">Of all requests, 0 to 1.</param>
    public bool TryTake(double share)
    {
        lock (_lock)
        {
            Decay();
            if (share <= 0 || _retries + 1 > Free + (share * _requests))
            {
                return false;
            }

            _retries++;
            return true;
        }
    }

    private void Decay()
    {
        var now = time.GetTimestamp();
        var elapsed = time.GetElapsedTime(_countedAt, now);
        if (elapsed > TimeSpan.FromMilliseconds(50))
        {
            var factor = Math.Pow(0.5, elapsed / HalfLife);
            (_requests, _retries, _countedAt) = (_requests * factor, _retries * factor, now);
        }
    }
}
