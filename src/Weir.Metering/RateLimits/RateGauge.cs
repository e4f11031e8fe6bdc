using Weir.Metering.Budgets;

namespace Weir.Metering.RateLimits;

/// <summary>What one subject has used lately. Not for concurrent use.</summary>
internal sealed class RateGauge
{
    public SlidingWindow Requests { get; } = new();

    public SlidingWindow Tokens { get; } = new();

    public long Running { get; set; }

    public void Advance(long second)
    {
        Requests.Advance(second);
        Tokens.Advance(second);
    }

    /// <summary>Why a request does not fit; null when it does.</summary>
    public RateRefusal? Refusal(RateLimit limit, long tokens)
    {
        if (limit.Concurrent is { } concurrent && Running >= concurrent)
        {
            return new RateRefusal(new RateState(limit.Subject, RateUnit.Concurrent, concurrent, 0, TimeSpan.Zero), 1, TimeSpan.FromSeconds(1));
        }

        return Refusal(limit.Subject, RateUnit.Requests, Requests, limit.Requests, 1)
            ?? TokenRefusal(limit, tokens);
    }

    /// <summary>Why so many tokens do not fit; null when they do.</summary>
    public RateRefusal? TokenRefusal(RateLimit limit, long tokens) => Refusal(limit.Subject, RateUnit.Tokens, Tokens, limit.Tokens, tokens);

    public void AddStates(RateLimit limit, List<RateState> states)
    {
        AddState(limit.Subject, RateUnit.Requests, Requests, limit.Requests, states);
        AddState(limit.Subject, RateUnit.Tokens, Tokens, limit.Tokens, states);
        if (limit.Concurrent is { } concurrent)
        {
            states.Add(new RateState(limit.Subject, RateUnit.Concurrent, concurrent, Math.Max(concurrent - Running, 0), TimeSpan.Zero));
        }
    }

    private static RateRefusal? Refusal(Subject subject, RateUnit unit, SlidingWindow window, long? limit, long needed)
    {
        if (limit is not { } most || needed <= Saturating.Subtract(most, window.Sum))
        {
            return null;
        }

        TimeSpan? retryAfter = needed > most ? null : TimeSpan.FromSeconds(Math.Max(1, window.SecondsUntil(most - needed)));
        return new RateRefusal(State(subject, unit, window, most), needed, retryAfter);
    }

    private static void AddState(Subject subject, RateUnit unit, SlidingWindow window, long? limit, List<RateState> states)
    {
        if (limit is { } most)
        {
            states.Add(State(subject, unit, window, most));
        }
    }

    private static RateState State(Subject subject, RateUnit unit, SlidingWindow window, long limit) =>
        new(subject, unit, limit, Saturating.Subtract(limit, window.Sum), TimeSpan.FromSeconds(window.SecondsUntil(0)));
}
