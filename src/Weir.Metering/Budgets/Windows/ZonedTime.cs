namespace Weir.Metering.Budgets.Windows;

/// <summary>Turns the hour of a day on the wall clock of a time zone into a moment.</summary>
internal static class ZonedTime
{
    // No wall clock is further from UTC than this.
    private static readonly TimeSpan Reach = TimeSpan.FromHours(15);

    /// <summary>
    /// The moment. An hour that a clock change leaves out counts as the moment of the change; one that comes twice counts the first time.
    /// </summary>
    public static DateTimeOffset At(DateOnly date, int hour, TimeZoneInfo zone)
    {
        // Only the way from UTC to the wall clock is asked of the zone: it has one answer, and the way back has none or two.
        var wall = new DateTimeOffset(date.ToDateTime(new TimeOnly(hour, 0)), TimeSpan.Zero);
        var (before, after) = (zone.GetUtcOffset(wall - Reach), zone.GetUtcOffset(wall + Reach));
        var (early, late) = before >= after ? (before, after) : (after, before);
        if (zone.GetUtcOffset(wall - early) == early)
        {
            return wall - early;
        }

        return zone.GetUtcOffset(wall - late) == late ? wall - late : Change(wall - Reach, wall + Reach, before, zone);
    }

    // The first moment at which the offset is another one.
    private static DateTimeOffset Change(DateTimeOffset low, DateTimeOffset high, TimeSpan before, TimeZoneInfo zone)
    {
        while (high.Ticks - low.Ticks > 1)
        {
            var middle = new DateTimeOffset(low.Ticks + ((high.Ticks - low.Ticks) / 2), TimeSpan.Zero);
            if (zone.GetUtcOffset(middle) == before)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return high;
    }
}
