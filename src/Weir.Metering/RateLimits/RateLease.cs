namespace Weir.Metering.RateLimits;

/// <summary>A request under way, as its rate limits count it. End it once; a second time does nothing.</summary>
public sealed class RateLease : IDisposable
{
    private readonly RateLimiter? _limiter;
    private readonly RateGauge[] _gauges;
    private readonly long _bookedIn;
    private readonly long _tokens;
    private int _ended;

    internal RateLease(RateLimiter? limiter, RateGauge[] gauges, long bookedIn, long tokens, IReadOnlyList<RateState> states)
    {
        _limiter = limiter;
        _gauges = gauges;
        _bookedIn = bookedIn;
        _tokens = tokens;
        States = states;
    }

    /// <summary>The limits of the request, with it in them; empty when it has none.</summary>
    public IReadOnlyList<RateState> States { get; }

    internal static RateLease None { get; } = new(null, [], 0, 0, []);

    /// <summary>The request took so many tokens beside what was expected, and goes on: they count at once, in no part of what <see cref="End"/> is told.</summary>
    public void Add(long tokens)
    {
        if (tokens > 0)
        {
            _limiter?.Add(_gauges, tokens);
        }
    }

    /// <summary>The request is over and took so many tokens: more than expected count now, fewer are given back.</summary>
    public void End(long tokens)
    {
        if (_limiter is not null && Interlocked.Exchange(ref _ended, 1) == 0)
        {
            _limiter.End(_gauges, _bookedIn, _tokens, Math.Max(tokens, 0));
        }
    }

    /// <summary>The request is over, and nobody knows more than was expected.</summary>
    public void Dispose() => End(_tokens);
}
