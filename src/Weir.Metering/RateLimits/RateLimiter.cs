using System.Diagnostics.CodeAnalysis;
using Weir.Metering.Budgets;

namespace Weir.Metering.RateLimits;

/// <summary>
/// Holds requests to their rate limits, over the last 60 seconds. Counts live in this process: each node has the whole limit for itself, and
/// a restart forgets them. What must hold everywhere is a budget. Safe for concurrent calls; goes by the monotonic clock.
/// </summary>
public sealed class RateLimiter
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Subject, RateGauge> _gauges = [];
    private readonly TimeProvider _time;
    private readonly long _start;
    private volatile SubjectIndex<RateLimit> _limits = new([], static limit => limit.Subject);

    public RateLimiter(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        _time = time;
        _start = time.GetTimestamp();
    }

    /// <summary>Puts limits in force; what was counted stays. Of several on one subject each counts.</summary>
    public void Use(IReadOnlyCollection<RateLimit> limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        lock (_gate)
        {
            foreach (var limit in limits)
            {
                _gauges.TryAdd(limit.Subject, new RateGauge());
            }

            _limits = new SubjectIndex<RateLimit>(limits, static limit => limit.Subject);
        }
    }

    /// <summary>Counts a request on all its limits, or on none.</summary>
    /// <param name="subjects">Whose request it is.</param>
    /// <param name="tokens">Tokens it will take, as well as can be told before.</param>
    /// <param name="lease">To be ended when the request is over.</param>
    /// <param name="refusal">Why not.</param>
    public bool TryEnter(
        in RequestSubjects subjects, long tokens, [NotNullWhen(true)] out RateLease? lease, [NotNullWhen(false)] out RateRefusal? refusal)
    {
        lease = null;
        refusal = null;
        var limits = _limits.For(subjects);
        if (limits.Count == 0)
        {
            lease = RateLease.None;
            return true;
        }

        tokens = Math.Max(tokens, 0);
        lock (_gate)
        {
            var second = Second();
            for (var i = 0; i < limits.Count; i++)
            {
                var gauge = _gauges[limits[i].Subject];
                gauge.Advance(second);
                if (gauge.Refusal(limits[i], tokens) is { } found && (refusal is null || WaitsLonger(found, refusal)))
                {
                    refusal = found;
                }
            }

            if (refusal is not null)
            {
                return false;
            }

            var gauges = limits.Select(limit => _gauges[limit.Subject]).Distinct().ToArray();
            foreach (var gauge in gauges)
            {
                gauge.Requests.Add(1);
                gauge.Tokens.Add(tokens);
                gauge.Running++;
            }

            var states = new List<RateState>(limits.Count * 3);
            for (var i = 0; i < limits.Count; i++)
            {
                _gauges[limits[i].Subject].AddStates(limits[i], states);
            }

            lease = new RateLease(this, gauges, second, tokens, states);
            return true;
        }
    }

    /// <summary>Which limit on tokens has none left, the one that takes longest to have some again; null when each has. Counts nothing.</summary>
    /// <param name="subjects">Whose request it is that goes on.</param>
    public RateRefusal? FullOf(in RequestSubjects subjects)
    {
        var limits = _limits.For(subjects);
        if (limits.Count == 0)
        {
            return null;
        }

        RateRefusal? longest = null;
        lock (_gate)
        {
            var second = Second();
            for (var i = 0; i < limits.Count; i++)
            {
                var gauge = _gauges[limits[i].Subject];
                gauge.Advance(second);
                if (gauge.TokenRefusal(limits[i], 1) is { } found && (longest is null || WaitsLonger(found, longest)))
                {
                    longest = found;
                }
            }
        }

        return longest;
    }

    /// <summary>What was used of the limits on a subject; nothing where there are none. Requests that came before the first of them are not counted.</summary>
    public RateUse UseOf(Subject subject)
    {
        lock (_gate)
        {
            if (!_gauges.TryGetValue(subject, out var gauge))
            {
                return default;
            }

            gauge.Advance(Second());
            return new RateUse(gauge.Requests.Sum, gauge.Tokens.Sum, gauge.Running);
        }
    }

    internal void Add(RateGauge[] gauges, long tokens)
    {
        lock (_gate)
        {
            var second = Second();
            foreach (var gauge in gauges)
            {
                gauge.Advance(second);
                gauge.Tokens.Add(tokens);
            }
        }
    }

    internal void End(RateGauge[] gauges, long bookedIn, long expected, long real)
    {
        lock (_gate)
        {
            var second = Second();
            foreach (var gauge in gauges)
            {
                gauge.Advance(second);
                gauge.Running--;
                if (real < expected)
                {
                    gauge.Tokens.Remove(bookedIn, expected - real);
                }
                else
                {
                    gauge.Tokens.Add(real - expected);
                }
            }
        }
    }

    private long Second() => (long)_time.GetElapsedTime(_start).TotalSeconds;

    private static bool WaitsLonger(RateRefusal one, RateRefusal other) =>
        (one.RetryAfter ?? TimeSpan.MaxValue) > (other.RetryAfter ?? TimeSpan.MaxValue);
}
