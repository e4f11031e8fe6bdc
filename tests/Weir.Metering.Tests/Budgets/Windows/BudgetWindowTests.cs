using System.Globalization;
using Weir.Metering.Budgets.Windows;

namespace Weir.Metering.Tests.Budgets.Windows;

public class BudgetWindowTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    private static readonly string[] Zones =
        ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia", "America/Sao_Paulo", "Pacific/Chatham"];

    [Theory]
    [InlineData("2026-03-29T12:00:00Z", 0, "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z")] // 23 hours
    [InlineData("2026-10-25T12:00:00Z", 0, "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z")] // 25 hours
    [InlineData("2026-03-29T12:00:00Z", 2, "2026-03-29T01:00:00Z", "2026-03-30T00:00:00Z")] // 02:00 is left out: from 03:00
    [InlineData("2026-10-25T00:30:00Z", 2, "2026-10-25T00:00:00Z", "2026-10-26T01:00:00Z")] // 02:00 comes twice: the first
    [InlineData("2026-10-24T23:59:59Z", 2, "2026-10-24T00:00:00Z", "2026-10-25T00:00:00Z")]
    public void Days_follow_the_clock_changes_of_their_zone(string at, int hour, string start, string end) =>
        Is(new BudgetWindow { Kind = WindowKind.Daily, Zone = Berlin, ResetHour = hour }, at, start, end);

    [Theory]
    [InlineData("2026-02-10T00:00:00Z", 31, "2026-01-31T00:00:00Z", "2026-02-28T00:00:00Z")]
    [InlineData("2028-02-10T00:00:00Z", 31, "2028-01-31T00:00:00Z", "2028-02-29T00:00:00Z")]
    [InlineData("2028-02-29T00:00:00Z", 31, "2028-02-29T00:00:00Z", "2028-03-31T00:00:00Z")]
    [InlineData("2028-02-29T23:59:59Z", 1, "2028-02-01T00:00:00Z", "2028-03-01T00:00:00Z")]
    [InlineData("2026-12-31T23:59:59Z", 15, "2026-12-15T00:00:00Z", "2027-01-15T00:00:00Z")]
    [InlineData("2027-01-14T23:59:59Z", 15, "2026-12-15T00:00:00Z", "2027-01-15T00:00:00Z")]
    public void Months_begin_on_their_day_or_on_the_last(string at, int day, string start, string end) =>
        Is(new BudgetWindow { Kind = WindowKind.Monthly, ResetDay = day }, at, start, end);

    [Theory]
    [InlineData("2026-11-22T23:59:59Z", DayOfWeek.Monday, "2026-11-16T00:00:00Z", "2026-11-23T00:00:00Z")]
    [InlineData("2026-11-23T00:00:00Z", DayOfWeek.Monday, "2026-11-23T00:00:00Z", "2026-11-30T00:00:00Z")]
    [InlineData("2026-11-21T08:00:00Z", DayOfWeek.Saturday, "2026-11-21T00:00:00Z", "2026-11-28T00:00:00Z")]
    public void Weeks_begin_on_their_day(string at, DayOfWeek day, string start, string end) =>
        Is(new BudgetWindow { Kind = WindowKind.Weekly, ResetWeekday = day }, at, start, end);

    [Fact]
    public void A_day_that_a_zone_skipped_has_no_window()
    {
        // Samoa went from the end of 29 December 2011 to the beginning of the 31st.
        var window = new BudgetWindow { Kind = WindowKind.Daily, Zone = TimeZoneInfo.FindSystemTimeZoneById("Pacific/Apia") };

        Is(window, "2011-12-30T09:59:59Z", "2011-12-29T10:00:00Z", "2011-12-30T10:00:00Z");
        Is(window, "2011-12-30T10:00:00Z", "2011-12-30T10:00:00Z", "2011-12-31T10:00:00Z");
    }

    [Fact]
    public void A_lifetime_never_ends()
    {
        var span = new BudgetWindow { Kind = WindowKind.Lifetime }.BookedIn(At("2026-01-01T00:00:00Z"));

        Assert.Equal(new WindowSpan(DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue), span);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(60, 1)]
    [InlineData(61, 2)]
    [InlineData(300, 5)]
    [InlineData(1440, 24)]
    public void A_rolling_window_has_sixty_slices_of_whole_minutes_at_most(int minutes, int slice) =>
        Assert.Equal(TimeSpan.FromMinutes(slice), Rolling(minutes).Slice);

    [Fact]
    public void What_is_spent_counts_for_the_whole_length_of_a_rolling_window_and_one_slice_more_at_most()
    {
        var random = new Random(20261121);
        for (var i = 0; i < 2_000; i++)
        {
            var window = Rolling(random.Next(1, 50_000));
            var spentAt = At("2026-01-01T00:00:00Z").AddTicks(random.NextInt64(TimeSpan.TicksPerDay * 300));
            var slice = window.BookedIn(spentAt).Start;

            Assert.True(slice >= window.CountsFrom(spentAt + window.Length), "It left too early.");
            Assert.True(slice < window.CountsFrom(spentAt + window.Length + window.Slice), "It stayed too long.");
        }
    }

    [Fact]
    public void Windows_follow_each_other_without_gap_or_overlap_in_every_zone()
    {
        var random = new Random(20261122);
        for (var i = 0; i < 4_000; i++)
        {
            var window = new BudgetWindow
            {
                Kind = (WindowKind)random.Next((int)WindowKind.Daily, (int)WindowKind.Monthly + 1),
                Zone = TimeZoneInfo.FindSystemTimeZoneById(Zones[random.Next(Zones.Length)]),
                ResetHour = random.Next(24),
                ResetDay = random.Next(1, 32),
                ResetWeekday = (DayOfWeek)random.Next(7),
            };
            var at = At("2010-06-01T00:00:00Z").AddSeconds(random.Next(0, 700_000_000));

            var span = window.BookedIn(at);

            Assert.True(span.Contains(at), $"{window} {window.Zone.Id} {window.ResetHour} {at:O}");
            Assert.Equal(span, window.BookedIn(span.Start));
            Assert.Equal(span, window.BookedIn(span.End.AddTicks(-1)));
            Assert.Equal(span.End, window.BookedIn(span.End).Start);
        }
    }

    private static BudgetWindow Rolling(int minutes) => new() { Kind = WindowKind.Rolling, Length = TimeSpan.FromMinutes(minutes) };

    private static void Is(BudgetWindow window, string at, string start, string end) =>
        Assert.Equal(new WindowSpan(At(start), At(end)), window.BookedIn(At(at)));

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
