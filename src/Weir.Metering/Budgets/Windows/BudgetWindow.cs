using System.Globalization;

namespace Weir.Metering.Budgets.Windows;

/// <summary>When a budget begins anew, exactly, by the wall clock of its time zone.</summary>
public sealed record BudgetWindow
{
    /// <summary>The shortest rolling window; slices are whole minutes.</summary>
    public static readonly TimeSpan ShortestRolling = TimeSpan.FromMinutes(1);

    /// <summary>The longest rolling window.</summary>
    public static readonly TimeSpan LongestRolling = TimeSpan.FromDays(3660);

    // A rolling window is kept in this many slices at most, each a whole number of minutes.
    private const int Slices = 60;

    public required WindowKind Kind { get; init; }

    /// <summary>Length of a <see cref="WindowKind.Rolling"/> window, 1 minute to 10 years; not heeded for others.</summary>
    public TimeSpan Length { get; init; }

    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>Hour of the day at which days, weeks and months begin, 0 to 23.</summary>
    public int ResetHour { get; init; }

    /// <summary>Day on which weeks begin.</summary>
    public DayOfWeek ResetWeekday { get; init; } = DayOfWeek.Monday;

    /// <summary>Day on which months begin, 1 to 31; in a month without it, the last day.</summary>
    public int ResetDay { get; init; } = 1;

    /// <summary>
    /// Length of a slice. What is spent in a rolling window counts until its whole slice has left: for <see cref="Length"/> at least, and at
    /// most for one slice longer.
    /// </summary>
    public TimeSpan Slice => TimeSpan.FromMinutes(Math.Max(1, Math.Ceiling(Length.TotalMinutes / Slices)));

    /// <summary>The window, or the slice of a rolling one, that what is spent at this moment is booked in.</summary>
    public WindowSpan BookedIn(DateTimeOffset at) => Kind switch
    {
        WindowKind.Rolling => SliceAt(at),
        WindowKind.Lifetime => new WindowSpan(DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue),
        WindowKind.Daily or WindowKind.Weekly or WindowKind.Monthly => PeriodAt(at),
        _ => throw new InvalidOperationException("The window has no kind."),
    };

    /// <summary>The earliest <see cref="WindowSpan.Start"/> that counts at this moment.</summary>
    public DateTimeOffset CountsFrom(DateTimeOffset at) => Kind == WindowKind.Rolling ? SliceAt(at - Length).Start : BookedIn(at).Start;

    /// <summary>Words for ids and messages: <c>daily</c>, <c>rolling-5h</c>, <c>lifetime</c>.</summary>
    public override string ToString() => Kind switch
    {
        WindowKind.Daily => "daily",
        WindowKind.Weekly => "weekly",
        WindowKind.Monthly => "monthly",
        WindowKind.Rolling => "rolling-" + Short(Length),
        WindowKind.Lifetime => "lifetime",
        _ => "",
    };

    private WindowSpan SliceAt(DateTimeOffset at)
    {
        var slice = Slice.Ticks;
        var since = at.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks;
        var start = DateTimeOffset.UnixEpoch.AddTicks(since - (((since % slice) + slice) % slice));
        return new WindowSpan(start, start + Slice);
    }

    private WindowSpan PeriodAt(DateTimeOffset at)
    {
        // Begin beyond the moment and go back: with clock changes the wall clock alone does not say on which side of a border it is.
        var date = Next(Next(Begin(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, Zone).DateTime))));
        var end = ZonedTime.At(date, ResetHour, Zone);
        while (true)
        {
            date = Previous(date);
            var start = ZonedTime.At(date, ResetHour, Zone);
            if (start <= at)
            {
                return new WindowSpan(start, end);
            }

            end = start;
        }
    }

    // The last border on or before a date.
    private DateOnly Begin(DateOnly date)
    {
        switch (Kind)
        {
            case WindowKind.Daily:
                return date;
            case WindowKind.Weekly:
                return date.AddDays(-(((int)date.DayOfWeek - (int)ResetWeekday + 7) % 7));
            default:
                var border = Border(date.Year, date.Month);
                return border <= date ? border : Previous(border);
        }
    }

    private DateOnly Next(DateOnly border) => Kind switch
    {
        WindowKind.Daily => border.AddDays(1),
        WindowKind.Weekly => border.AddDays(7),
        _ => border.Month == 12 ? Border(border.Year + 1, 1) : Border(border.Year, border.Month + 1),
    };

    private DateOnly Previous(DateOnly border) => Kind switch
    {
        WindowKind.Daily => border.AddDays(-1),
        WindowKind.Weekly => border.AddDays(-7),
        _ => border.Month == 1 ? Border(border.Year - 1, 12) : Border(border.Year, border.Month - 1),
    };

    private DateOnly Border(int year, int month) => new(year, month, Math.Min(ResetDay, DateTime.DaysInMonth(year, month)));

    private static string Short(TimeSpan length) => length switch
    {
        _ when length.Ticks % TimeSpan.TicksPerDay == 0 => string.Create(CultureInfo.InvariantCulture, $"{length.Days}d"),
        _ when length.Ticks % TimeSpan.TicksPerHour == 0 => string.Create(CultureInfo.InvariantCulture, $"{(long)length.TotalHours}h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(long)length.TotalMinutes}m"),
    };
}
