using Weir.Dialects.Usage;
using Weir.Metering.Analytics.Latency;
using Weir.Metering.Prices;
using Weir.Metering.Usage;

namespace Weir.Metering.Analytics.Rollups;

/// <summary>Sums in the making. Not for concurrent use.</summary>
internal sealed class Tally
{
    private readonly long[] _sums = new long[MeasureColumns.All.Length];

    public LatencyHistogram FirstByte { get; } = new();

    public LatencyHistogram Duration { get; } = new();

    public long this[Measure measure]
    {
        get => _sums[(int)measure];
        set => _sums[(int)measure] = value;
    }

    /// <summary>Adds a request; <paramref name="sign"/> -1 takes it away.</summary>
    public void Add(BookedRequest request, int sign)
    {
        for (var i = 0; i < _sums.Length; i++)
        {
            _sums[i] += sign * request.ValueOf((Measure)i);
        }

        if (request.FirstByteMicroseconds is { } firstByte)
        {
            FirstByte.Add(firstByte, sign);
        }

        if (!request.IsFailed)
        {
            Duration.Add(request.DurationMicroseconds, sign);
        }
    }

    public void Merge(Tally other)
    {
        for (var i = 0; i < _sums.Length; i++)
        {
            _sums[i] += other._sums[i];
        }

        FirstByte.Merge(other.FirstByte);
        Duration.Merge(other.Duration);
    }

    public UsageTotals ToTotals() => new()
    {
        Requests = this[Measure.Requests],
        Failed = this[Measure.Failed],
        Tokens = new TokenUsage
        {
            Input = this[Measure.Input],
            CachedRead = this[Measure.CachedRead],
            CachedWrite = this[Measure.CachedWrite],
            InputAudio = this[Measure.InputAudio],
            Output = this[Measure.Output],
            Reasoning = this[Measure.Reasoning],
            OutputAudio = this[Measure.OutputAudio],
        },
        Cost = new NanoDollars(this[Measure.Cost]),
        Unpriced = this[Measure.Unpriced],
        Estimated = this[Measure.Estimated],
        CacheHits = this[Measure.CacheHits],
        SavedByPromptCaches = this[Measure.SavedPrompt],
        SavedByAnswerCache = this[Measure.SavedAnswer],
        FirstByte = FirstByte.Percentiles(),
        Duration = Duration.Percentiles(),
    };
}
