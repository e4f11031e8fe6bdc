using Weir.Gateway.Admin.Usage;

namespace Weir.Gateway.Events;

/// <summary>
/// The sums of the last minute out of sums that only grow, as they were seen from time to time: reading those costs the same at any traffic.
/// What lies between two looks is taken to have come evenly. Not for concurrent use.
/// </summary>
internal sealed class MinuteSums
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Queue<(DateTimeOffset At, Counts Sums)> _seen = [];

    /// <summary>Begins anew.</summary>
    /// <param name="now">The moment.</param>
    /// <param name="sums">What the growing sums are now.</param>
    /// <param name="lastMinute">What they grew by in the minute before.</param>
    public MinuteSums(DateTimeOffset now, UsageSums sums, UsageSums lastMinute)
    {
        var whole = Counts.Of(sums);
        _seen.Enqueue((now - Minute, whole - Counts.Of(lastMinute)));
        _seen.Enqueue((now, whole));
    }

    /// <summary>Takes what the sums are now; gives what they grew by in the minute before.</summary>
    public Counts Take(DateTimeOffset now, UsageSums sums)
    {
        var whole = Counts.Of(sums);
        _seen.Enqueue((now, whole));
        var start = now - Minute;
        while (_seen.Count > 2 && _seen.ElementAt(1).At <= start)
        {
            _seen.Dequeue();
        }

        var (before, after) = (_seen.Peek(), _seen.ElementAt(1));
        var part = Math.Clamp((start - before.At) / (after.At - before.At), 0, 1);
        return whole - before.Sums - ((after.Sums - before.Sums) * part);
    }

    /// <summary>What the pulse tells of.</summary>
    public readonly record struct Counts(long Requests, long Failed, long CostNanoDollars)
    {
        public static Counts Of(UsageSums sums) => new(sums.Requests, sums.Failed, sums.CostNanoDollars);

        public static Counts operator -(Counts left, Counts right) =>
            new(left.Requests - right.Requests, left.Failed - right.Failed, left.CostNanoDollars - right.CostNanoDollars);

        public static Counts operator *(Counts counts, double part) =>
            new((long)Math.Round(counts.Requests * part), (long)Math.Round(counts.Failed * part), (long)Math.Round(counts.CostNanoDollars * part));

        /// <summary>The same, with nothing below zero: rows that are deleted take away from the sums.</summary>
        public Counts AtLeastZero() => new(Math.Max(Requests, 0), Math.Max(Failed, 0), Math.Max(CostNanoDollars, 0));
    }
}
