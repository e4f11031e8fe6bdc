namespace Weir.Metering.Analytics.Rollups;

/// <summary>
/// What a transaction changes in the sums, gathered so that each row of sums is touched once however many requests there are.
/// Requests are counted by hour, combinations by day; longer spans are added up from these. Not for concurrent use.
/// </summary>
internal sealed class RollupBatch
{
    private static readonly RollupGroup Everything = new(RollupDimensions.All, "");

    private readonly Dictionary<RollupKey, Tally> _sums = [];
    private readonly Dictionary<string, RunTally> _runs = new(StringComparer.Ordinal);

    /// <summary>True when requests were taken away: rows may then be left with nothing.</summary>
    public bool HasRemovals { get; private set; }

    public bool IsEmpty => _sums.Count == 0;

    public IReadOnlyDictionary<string, RunTally> Runs => _runs;

    public void Add(BookedRequest request) => Count(request, 1);

    public void Remove(BookedRequest request)
    {
        HasRemovals = true;
        Count(request, -1);
    }

    /// <summary>The changes of all levels.</summary>
    public IReadOnlyDictionary<RollupKey, Tally> Changes()
    {
        var all = new Dictionary<RollupKey, Tally>(_sums);
        foreach (var (key, tally) in _sums)
        {
            for (var level = key.Level + 1; level <= RollupLevel.Month; level++)
            {
                At(all, new RollupKey(key.Group, level, level.Floor(key.Start))).Merge(tally);
            }
        }

        return all;
    }

    private void Count(BookedRequest request, int sign)
    {
        var hour = RollupLevel.Hour.Floor(request.Time);
        Count(Everything, RollupLevel.Hour, hour);
        foreach (var dimension in RollupDimensions.Cube)
        {
            Count(new RollupGroup(dimension, RollupDimensions.ValueOf(request, dimension)), RollupLevel.Hour, hour);
        }

        foreach (var tag in RollupDimensions.TagsOf(request))
        {
            Count(new RollupGroup(RollupDimensions.Tag, tag), RollupLevel.Hour, hour);
        }

        Count(RollupDimensions.CombinationOf(request), RollupLevel.Day, RollupLevel.Day.Floor(request.Time));
        if (!string.IsNullOrEmpty(request.RunId))
        {
            if (!_runs.TryGetValue(request.RunId, out var run))
            {
                _runs[request.RunId] = run = new RunTally(request.Time);
            }

            run.Add(request, sign);
        }

        void Count(RollupGroup group, RollupLevel level, long start) => At(_sums, new RollupKey(group, level, start)).Add(request, sign);
    }

    private static Tally At(Dictionary<RollupKey, Tally> sums, RollupKey key)
    {
        if (!sums.TryGetValue(key, out var tally))
        {
            sums[key] = tally = new Tally();
        }

        return tally;
    }
}

/// <summary>A row of <c>usage_sums</c>.</summary>
internal readonly record struct RollupKey(RollupGroup Group, RollupLevel Level, long Start);

/// <summary>What a transaction changes in one run.</summary>
internal sealed class RunTally(long time)
{
    public long First { get; private set; } = time;

    public long Last { get; private set; } = time;

    public Tally Sums { get; } = new();

    public void Add(BookedRequest request, int sign)
    {
        First = Math.Min(First, request.Time);
        Last = Math.Max(Last, request.Time);
        Sums.Add(request, sign);
    }
}
