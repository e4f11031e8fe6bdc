using Weir.Metering.Budgets;

namespace Weir.Metering.RateLimits;

/// <summary>
/// A sum over the last 60 seconds, in slices of one second: what is added counts for 60 seconds at least and 61 at most. Not for concurrent use.
/// </summary>
internal sealed class SlidingWindow
{
    public const int Seconds = 60;

    // One more than a minute: the slice of 60 seconds ago may still hold something younger.
    private readonly long[] _slices = new long[Seconds + 1];
    private long _now;

    public long Sum { get; private set; }

    /// <summary>Lets go of what is older; a second before the last one changes nothing.</summary>
    public void Advance(long second)
    {
        for (var steps = Math.Min(second - _now, _slices.Length); steps > 0; steps--)
        {
            ref var slice = ref _slices[(second - steps + 1) % _slices.Length];
            Sum = Saturating.Subtract(Sum, slice);
            slice = 0;
        }

        _now = Math.Max(_now, second);
    }

    /// <summary>Adds to the current second.</summary>
    public void Add(long amount)
    {
        // Far above every limit; a hostile count must not make sum and slices differ.
        amount = Math.Min(amount, 1L << 50);
        _slices[_now % _slices.Length] += amount;
        Sum += amount;
    }

    /// <summary>Takes back what was added in a second; nothing when that is no longer in the window.</summary>
    public void Remove(long second, long amount)
    {
        if (second <= _now && _now - second < _slices.Length)
        {
            ref var slice = ref _slices[second % _slices.Length];
            amount = Math.Min(amount, slice);
            slice -= amount;
            Sum -= amount;
        }
    }

    /// <summary>Seconds until the sum is at most so much.</summary>
    public int SecondsUntil(long most)
    {
        var sum = Sum;
        for (var age = _slices.Length - 1; age >= 0 && sum > most; age--)
        {
            sum -= _now >= age ? _slices[(_now - age) % _slices.Length] : 0;
            if (sum <= most)
            {
                return _slices.Length - age;
            }
        }

        return sum <= most ? 0 : _slices.Length;
    }
}
