namespace Weir.Metering.Analytics.Latency;

/// <summary>
/// Counts by bucket of <see cref="LatencyScale"/>. Two of them merge into one without loss, which is why percentiles of a year come from
/// its months. Kept as pairs of variable-length numbers: distance to the bucket before, count. Not for concurrent use.
/// </summary>
internal sealed class LatencyHistogram
{
    private const int LongestNumber = 10;

    private readonly SortedList<int, long> _counts = [];

    /// <summary>True when nothing is counted.</summary>
    public bool IsEmpty => _counts.Count == 0;

    /// <summary>Counts a time in microseconds; a count below zero takes away.</summary>
    public void Add(long microseconds, long count) => AddTo(LatencyScale.BucketOf(microseconds), count);

    /// <summary>Adds all counts of another.</summary>
    public void Merge(LatencyHistogram other)
    {
        foreach (var (bucket, count) in other._counts)
        {
            AddTo(bucket, count);
        }
    }

    /// <summary>Adds the counts that <see cref="Encode"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The bytes are something else.</exception>
    public void Merge(ReadOnlySpan<byte> encoded)
    {
        var bucket = 0;
        while (!encoded.IsEmpty)
        {
            bucket += (int)Read(ref encoded);
            AddTo(bucket, (long)Read(ref encoded));
        }
    }

    /// <summary>The counts as bytes; the same counts are always the same bytes. What is not above zero is left out.</summary>
    public byte[] Encode()
    {
        var buffer = new byte[_counts.Count * 2 * LongestNumber];
        var (length, last) = (0, 0);
        foreach (var (bucket, count) in _counts)
        {
            if (count > 0)
            {
                Write(buffer, ref length, (ulong)(bucket - last));
                Write(buffer, ref length, (ulong)count);
                last = bucket;
            }
        }

        return buffer[..length];
    }

    /// <summary>The time that <paramref name="share"/> of all are at or below, in microseconds, within <see cref="LatencyScale.ErrorBound"/>; null when nothing is counted.</summary>
    /// <param name="share">Above 0, at most 1: 0.95 for the 95th percentile.</param>
    public double? Percentile(double share)
    {
        var total = 0L;
        foreach (var count in _counts.Values)
        {
            total += count;
        }

        var rank = (long)Math.Ceiling(total * share);
        foreach (var (bucket, count) in _counts)
        {
            rank -= count;
            if (rank <= 0 && total > 0)
            {
                return LatencyScale.MiddleOf(bucket);
            }
        }

        return null;
    }

    /// <summary>The three percentiles that are shown; null when nothing is counted.</summary>
    public LatencyPercentiles? Percentiles() => Percentile(0.5) is { } p50
        ? new LatencyPercentiles(Time(p50), Time(Percentile(0.95)!.Value), Time(Percentile(0.99)!.Value))
        : null;

    private static TimeSpan Time(double microseconds) => TimeSpan.FromTicks((long)(microseconds * TimeSpan.TicksPerMicrosecond));

    private void AddTo(int bucket, long count)
    {
        var at = _counts.IndexOfKey(bucket);
        if (at < 0)
        {
            _counts.Add(bucket, count);
        }
        else
        {
            _counts.SetValueAtIndex(at, _counts.GetValueAtIndex(at) + count);
        }
    }

    private static void Write(byte[] target, ref int length, ulong number)
    {
        for (; number >= 0x80; number >>= 7)
        {
            target[length++] = (byte)(number | 0x80);
        }

        target[length++] = (byte)number;
    }

    private static ulong Read(ref ReadOnlySpan<byte> source)
    {
        ulong number = 0;
        for (var at = 0; at < Math.Min(source.Length, LongestNumber); at++)
        {
            number |= (ulong)(source[at] & 0x7F) << (7 * at);
            if (source[at] < 0x80)
            {
                source = source[(at + 1)..];
                return number;
            }
        }

        throw new InvalidDataException("A histogram of the usage sums is malformed.");
    }
}
