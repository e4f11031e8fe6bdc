namespace Weir.Routing.Health;

/// <summary>
/// Keeps requests from a target that fails: opens when most of the latest requests failed, lets a single one through to try after a while, and closes when that one succeeds. Each failed
/// trial doubles the wait. Not safe for concurrent calls by itself: <see cref="TargetHealth"/> locks.
/// </summary>
internal sealed class Circuit
{
    /// <summary>Failures that open it, counted with the latest weighing most.</summary>
    private const double Least = 3;

    private const double Share = 0.5;

    private static readonly TimeSpan HalfLife = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);

    /// <summary>A trial that nobody reports on is given up after this.</summary>
    private static readonly TimeSpan TrialLimit = TimeSpan.FromMinutes(1);

    private double _good;
    private double _bad;
    private DateTimeOffset _countedAt;
    private TimeSpan _wait = FirstWait;
    private DateTimeOffset? _openUntil;
    private DateTimeOffset? _trialSince;

    /// <summary>When it lets a trial through; null while it is closed.</summary>
    public DateTimeOffset? OpenUntil => _openUntil;

    /// <summary>Whether a request may go now. The first one after the wait is the trial; the others wait for its outcome.</summary>
    public bool Admits(DateTimeOffset now, bool takesTrial)
    {
        if (_openUntil is not { } until)
        {
            return true;
        }

        if (now < until || (_trialSince is { } since && now - since < TrialLimit))
        {
            return false;
        }

        _trialSince = takesTrial ? now : _trialSince;
        return true;
    }

    public void Succeeded(DateTimeOffset now)
    {
        Decay(now);
        _good++;
        if (_openUntil is not null)
        {
            (_openUntil, _trialSince, _wait, _bad) = (null, null, FirstWait, 0);
        }
    }

    public void Failed(DateTimeOffset now)
    {
        Decay(now);
        _bad++;
        if (_openUntil is { } until)
        {
            if (now >= until)
            {
                _wait = _wait * 2 < LongestWait ? _wait * 2 : LongestWait;
                (_openUntil, _trialSince) = (now + _wait, null);
            }
        }
        else if (_bad >= Least && _bad / (_bad + _good) >= Share)
        {
            (_openUntil, _wait) = (now + FirstWait, FirstWait);
        }
    }

    private void Decay(DateTimeOffset now)
    {
        var factor = now <= _countedAt ? 1 : Math.Pow(0.5, (now - _countedAt) / HalfLife);
        (_good, _bad, _countedAt) = (_good * factor, _bad * factor, now);
    }
}
