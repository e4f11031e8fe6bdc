using Weir.Metering.Analytics.Questions;
using Weir.Metering.Budgets.Windows;
using Weir.Metering.Usage;

namespace Weir.Metering.Analytics.Projection;

/// <summary>Tells what this month will cost, from the kept sums.</summary>
public sealed class ProjectionReader(UsageAnalytics analytics, TimeProvider time)
{
    /// <summary>The projection in nano-dollars.</summary>
    /// <param name="zone">Where days and months begin.</param>
    /// <param name="scope">Whose spending; its times are not heeded.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Storage.StorageException">The database can't be read.</exception>
    public async Task<MonthProjection> ReadAsync(TimeZoneInfo zone, UsageScope scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(zone);
        ArgumentNullException.ThrowIfNull(scope);
        var now = time.GetUtcNow();
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        var month = new DateOnly(today.Year, today.Month, 1);
        var oldest = today.AddDays(-MonthProjection.DaysLookedAt);
        var since = ZonedTime.At(oldest < month ? oldest : month, 0, zone);
        var series = await analytics.SeriesAsync(
            new UsageSeriesQuestion(UsageGrouping.Day, zone, scope with { Since = since, Until = now.AddMilliseconds(1) }), cancellationToken);
        var days = new Dictionary<DateOnly, long>();

        // Days without a request count as nothing spent, but only behind the day of the first request ever.
        var earlier = await analytics.GroupsAsync(null, null, scope with { Since = null, Until = since }, withLatencies: false, cancellationToken);
        DateOnly? first = earlier.Totals.Requests > 0 ? oldest.AddDays(-1) : null;
        for (var at = 0; at < series.Starts.Count; at++)
        {
            // A minute on: where the clock change takes away midnight, the day begins with its first moment.
            var date = DateOnly.FromDateTime(series.Starts[at].DateTime.AddMinutes(1));
            days[date] = series.Totals[at].Cost.Value;
            first ??= series.Totals[at].Requests > 0 ? date : null;
        }

        var (start, end) = (ZonedTime.At(today, 0, zone), ZonedTime.At(today.AddDays(1), 0, zone));
        var spentToday = days.GetValueOrDefault(today);
        days.Remove(today);
        return MonthProjection.Of(today, (now - start) / (end - start), spentToday, days, first);
    }
}
