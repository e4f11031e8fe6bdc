using Weir.Metering.Analytics.Rollups;
using Weir.Metering.Budgets.Windows;
using Weir.Metering.Usage;

namespace Weir.Metering.Analytics.Questions;

/// <summary>The spans of a series, in order and without gaps.</summary>
internal sealed class SeriesSpans
{
    /// <summary>A year of hours and some.</summary>
    public const int Most = 10_000;

    private readonly List<long> _starts;
    private readonly long _from;
    private readonly long _until;

    private SeriesSpans(List<long> starts, long from, long until)
    {
        _starts = starts;
        _from = from;
        _until = until;
    }

    public int Count => _starts.Count;

    /// <summary>The spans that a range touches.</summary>
    /// <exception cref="ArgumentException">There are more than <see cref="Most"/>.</exception>
    public static SeriesSpans Of(UsageGrouping interval, TimeZoneInfo zone, long from, long until)
    {
        var starts = new List<long>();
        for (var start = First(); start < until; start = Next(start))
        {
            if (starts.Count == Most)
            {
                throw new ArgumentException($"The range has more than {Most} spans.");
            }

            starts.Add(start);
        }

        return new SeriesSpans(starts, from, until);

        long First() => interval == UsageGrouping.Hour ? RollupLevel.Hour.Floor(from) : Midnight(DateOf(from));

        long Next(long start) => interval == UsageGrouping.Hour ? start + RollupLevels.Hour : After(start);

        // A clock change may bring the next midnight to within the same date: the noon between is always in it.
        long After(long start)
        {
            var next = Midnight(DateOf(start).AddDays(1));
            return next > start ? next : Midnight(DateOf(start).AddDays(2));
        }

        DateOnly DateOf(long time) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(time), zone).DateTime);

        long Midnight(DateOnly date) => ZonedTime.At(date, 0, zone).ToUnixTimeMilliseconds();
    }

    public IReadOnlyList<DateTimeOffset> Starts(TimeZoneInfo zone) =>
        [.. _starts.Select(start => TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(start), zone))];

    /// <summary>The number of the span that a moment is in.</summary>
    public int IndexOf(long time)
    {
        var at = _starts.BinarySearch(time);
        return at >= 0 ? at : ~at - 1;
    }

    /// <summary>
    /// The spans of a level that a border of a day, or of the range, runs through: what is in them must be told apart request by request.
    /// </summary>
    public IReadOnlyList<long> CutSpans(RollupLevel level) =>
        [.. _starts.Skip(1).Append(_from).Append(_until).Where(border => level.Floor(border) != border).Select(border => level.Floor(border)).Distinct().Order()];

    /// <summary>The part of a span of a level that is in the range.</summary>
    public (long From, long Until) Part(RollupLevel level, long start) => (Math.Max(start, _from), Math.Min(level.Ceiling(start + 1), _until));
}
