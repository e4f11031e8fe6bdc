namespace Weir.Metering.Analytics.Rollups;

/// <summary>How much time one row of sums spans, always in UTC. The numbers stand in the database.</summary>
internal enum RollupLevel
{
    Unknown = 0,
    Hour = 1,
    Day = 2,
    Month = 3,
}

/// <summary>Where the spans of a level begin; all moments are unix milliseconds.</summary>
internal static class RollupLevels
{
    public const long Hour = 3_600_000;

    public const long Day = 24 * Hour;

    /// <summary>The start of the span that a moment is in.</summary>
    public static long Floor(this RollupLevel level, long time) => level switch
    {
        RollupLevel.Hour => Down(time, Hour),
        RollupLevel.Day => Down(time, Day),
        RollupLevel.Month => StartOfMonth(time, 0),
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, "Sums are kept by hour, day and month."),
    };

    /// <summary>The moment itself where a span starts at it, else the start of the next one.</summary>
    public static long Ceiling(this RollupLevel level, long time)
    {
        var start = level.Floor(time);
        return start == time ? time : level switch
        {
            RollupLevel.Hour => start + Hour,
            RollupLevel.Day => start + Day,
            _ => StartOfMonth(time, 1),
        };
    }

    private static long Down(long time, long length) => time - (((time % length) + length) % length);

    private static long StartOfMonth(long time, int later)
    {
        var date = DateTimeOffset.FromUnixTimeMilliseconds(time);
        return new DateTimeOffset(date.Year, date.Month, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(later).ToUnixTimeMilliseconds();
    }
}
