using System.Numerics;

namespace Weir.Metering.Analytics.Latency;

/// <summary>
/// The buckets that latencies are counted in: sixteen to each doubling, so that a bucket's middle is within <see cref="ErrorBound"/> of
/// every value in it. Up to 31 microseconds each value has a bucket of its own.
/// </summary>
internal static class LatencyScale
{
    /// <summary>How far a percentile may be from the true value, as a share of it: half a bucket.</summary>
    public const double ErrorBound = 1.0 / 32;

    private const int BitsPerOctave = 4;
    private const int BucketsPerOctave = 1 << BitsPerOctave;

    /// <summary>The bucket of a time in microseconds; below zero counts as zero.</summary>
    public static int BucketOf(long microseconds)
    {
        var value = (ulong)Math.Max(microseconds, 0);
        if (value < BucketsPerOctave)
        {
            return (int)value;
        }

        var shift = BitOperations.Log2(value) - BitsPerOctave;
        return (shift * BucketsPerOctave) + (int)(value >> shift);
    }

    /// <summary>The middle of a bucket, in microseconds.</summary>
    public static double MiddleOf(int bucket)
    {
        if (bucket < 2 * BucketsPerOctave)
        {
            return bucket;
        }

        var shift = (bucket / BucketsPerOctave) - 1;
        var low = (double)((ulong)((bucket % BucketsPerOctave) + BucketsPerOctave) << shift);
        return low + ((double)((1UL << shift) - 1) / 2);
    }
}
