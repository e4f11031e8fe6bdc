namespace Weir.Metering.Budgets.Windows;

/// <summary>Turns the hour of a day on the wall clock of a time zone into a moment.</summary>
internal static class ZonedTime
{
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The moment. An hour that a clock change leaves out counts as the first moment after the gap; one that comes twice counts the first time.
    /// </summary>
    public static DateTimeOffset At(DateOnly date, int hour, TimeZoneInfo zone)
    {
        var local = date.ToDateTime(new TimeOnly(hour, 0), DateTimeKind.Unspecified);

        // Gaps begin and end at whole minutes, and even those of a whole day are this rare.
        while (zone.IsInvalidTime(local))
        {
            local += Step;
        }

        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}
