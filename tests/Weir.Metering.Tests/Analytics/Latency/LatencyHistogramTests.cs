using Weir.Metering.Analytics.Latency;

namespace Weir.Metering.Tests.Analytics.Latency;

public sealed class LatencyHistogramTests
{
    [Fact]
    public void A_buckets_middle_is_within_the_bound_of_every_value_in_it()
    {
        var random = new Random(7);
        for (var i = 0; i < 200_000; i++)
        {
            var value = (long)Math.Exp(random.NextDouble() * Math.Log(1L << 42));
            var middle = LatencyScale.MiddleOf(LatencyScale.BucketOf(value));
            Assert.True(Math.Abs(middle - value) <= value * LatencyScale.ErrorBound, $"{value} is told as {middle}");
        }
    }

    [Fact]
    public void Buckets_ascend_with_their_values()
    {
        for (var value = 1L; value < 100_000; value++)
        {
            var step = LatencyScale.BucketOf(value) - LatencyScale.BucketOf(value - 1);
            Assert.InRange(step, 0, 1);
        }

        Assert.Equal(0, LatencyScale.BucketOf(-5));
        Assert.True(LatencyScale.BucketOf(long.MaxValue) < 1000);
    }

    [Fact]
    public void Percentiles_are_those_of_the_values_within_the_bound()
    {
        const int Count = 50_000;
        var random = new Random(3);
        var (whole, parts) = (new List<long>(), new[] { new LatencyHistogram(), new LatencyHistogram(), new LatencyHistogram() });
        for (var i = 0; i < Count; i++)
        {
            var value = (long)(Math.Exp(random.NextDouble() * 6) * 1000);
            whole.Add(value);
            parts[i % 3].Add(value, 1);
        }

        whole.Sort();
        var merged = new LatencyHistogram();
        merged.Merge(parts[0]);
        merged.Merge(parts[1].Encode());
        merged.Merge(parts[2].Encode());
        foreach (var share in (double[])[0.01, 0.5, 0.95, 0.99, 1])
        {
            var truth = whole[(int)Math.Ceiling(Count * share) - 1];
            Assert.InRange(merged.Percentile(share)!.Value, truth * (1 - LatencyScale.ErrorBound), truth * (1 + LatencyScale.ErrorBound));
        }
    }

    [Fact]
    public void What_is_taken_away_was_never_there()
    {
        var (kept, changed) = (new LatencyHistogram(), new LatencyHistogram());
        kept.Add(1_500, 2);
        changed.Add(900_000, 1);
        changed.Add(1_500, 2);
        changed.Add(900_000, -1);

        Assert.Equal(kept.Encode(), changed.Encode());
        Assert.Null(new LatencyHistogram().Percentiles());
        Assert.Throws<InvalidDataException>(() => kept.Merge([0x80]));
    }
}
