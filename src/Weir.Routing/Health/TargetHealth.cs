using Weir.Dialects.Errors;

namespace Weir.Routing.Health;

/// <summary>What is known of one target from the requests that went there: failures, limits, speed, and how many are under way. Safe for concurrent calls.</summary>
public sealed class TargetHealth
{
    private const int Kept = 64;

    /// <summary>The weight of the newest first byte in the average.</summary>
    private const double Newest = 0.2;

    private readonly Lock _lock = new();
    private readonly Circuit _circuit = new();
    private readonly double[] _firstBytes = new double[Kept];
    private int _firstByteCount;
    private double _average;
    private int _underWay;
    private DateTimeOffset? _limitedUntil;
    private bool _isLimitTold;
    private HealthFacts _facts = new();

    /// <summary>Requests under way.</summary>
    public int UnderWay => Volatile.Read(ref _underWay);

    /// <summary>What is shown of it.</summary>
    public HealthFacts Facts
    {
        get
        {
            lock (_lock)
            {
                return _facts with { LimitedUntil = _limitedUntil, OpenUntil = _circuit.OpenUntil, FirstByteMilliseconds = _firstByteCount == 0 ? null : _average };
            }
        }
    }

    /// <summary>The decayed average of the time to the first byte, in milliseconds; null before the first answer.</summary>
    public double? FirstByteMilliseconds
    {
        get
        {
            lock (_lock)
            {
                return _firstByteCount == 0 ? null : _average;
            }
        }
    }

    /// <summary>Why a request should not go there now; null when it may.</summary>
    /// <param name="now">The time.</param>
    /// <param name="takesTrial">True when the request will go if it may: of a target that failed, one at a time.</param>
    public Skip? Against(DateTimeOffset now, bool takesTrial)
    {
        lock (_lock)
        {
            return _limitedUntil is { } until && until > now ? new Skip(SkipKind.RateLimited, until) { IsTold = _isLimitTold }
                : _circuit.Admits(now, takesTrial) ? null
                : new Skip(SkipKind.Failing, _circuit.OpenUntil ?? now);
        }
    }

    /// <summary>Time within which 19 of the latest 20 answers began; null while too few are known.</summary>
    public TimeSpan? UsualFirstByte()
    {
        lock (_lock)
        {
            var known = Math.Min(_firstByteCount, Kept);
            if (known < 10)
            {
                return null;
            }

            var sorted = _firstBytes[..known];
            Array.Sort(sorted);
            return TimeSpan.FromMilliseconds(sorted[(int)(known * 0.95)]);
        }
    }

    /// <summary>A request begins.</summary>
    public void Begin(DateTimeOffset now)
    {
        Interlocked.Increment(ref _underWay);
        lock (_lock)
        {
            _facts = _facts with { LastUsed = now };
        }
    }

    /// <summary>A request that began is over.</summary>
    public void End() => Interlocked.Decrement(ref _underWay);

    /// <summary>The target answered.</summary>
    public void Succeeded(DateTimeOffset now, TimeSpan? firstByte)
    {
        lock (_lock)
        {
            _circuit.Succeeded(now);
            _limitedUntil = _limitedUntil > now ? _limitedUntil : null;
            if (firstByte is { } time)
            {
                var milliseconds = time.TotalMilliseconds;
                _average = _firstByteCount == 0 ? milliseconds : (_average * (1 - Newest)) + (milliseconds * Newest);
                _firstBytes[_firstByteCount % Kept] = milliseconds;
                _firstByteCount++;
            }
        }
    }

    /// <summary>The target failed.</summary>
    /// <param name="now">The time.</param>
    /// <param name="kind">How.</param>
    /// <param name="retryAfter">When it said to come again.</param>
    public void Failed(DateTimeOffset now, ErrorKind kind, TimeSpan? retryAfter)
    {
        lock (_lock)
        {
            _facts = _facts with { LastError = kind, LastErrorAt = now };
            switch (kind)
            {
                case ErrorKind.RateLimited or ErrorKind.QuotaExceeded:
                    _limitedUntil = now + (retryAfter ?? (kind == ErrorKind.QuotaExceeded ? TimeSpan.FromMinutes(1) : TimeSpan.FromSeconds(5)));
                    _isLimitTold = retryAfter is not null;
                    break;
                case ErrorKind.Overloaded or ErrorKind.Timeout or ErrorKind.NetworkError or ErrorKind.UnexpectedResponse or ErrorKind.InvalidCredentials:
                    _circuit.Failed(now);
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>An answer told that nothing is left until a moment.</summary>
    public void LimitedUntil(DateTimeOffset until)
    {
        lock (_lock)
        {
            (_limitedUntil, _isLimitTold) = (until, true);
        }
    }
}
