using Weir.Gateway.Admin.Usage;
using Weir.Metering.Analytics.Projection;
using Weir.Metering.Analytics.Questions;
using Weir.Metering.Usage;
using UsageLine = Weir.Gateway.Admin.Usage.UsageLine;

namespace Weir.Gateway.Admin.Work.Usage;

/// <summary>Answers the questions about usage from the kept sums.</summary>
internal sealed class UsageWork(UsageAnalytics analytics, ProjectionReader projections, UsageQueries queries, LedgerView ledger, TimeProvider time) : IUsageAdmin
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public async Task<UsageReport> UsageAsync(UsageQuestion question, CancellationToken cancellationToken)
    {
        var by = Grouping(question.By, UsageQuestion.Groupings);
        var then = question.Then is { } second ? Grouping(second, UsageQuestion.Dimensions) : (UsageGrouping?)null;
        var isPlain = then is null && question.Filters == UsageFilters.None;
        if ((by is UsageGrouping.Run && !isPlain) || (by is UsageGrouping.Day or UsageGrouping.Hour && then is not null) || by == then)
        {
            throw Invalid($"Usage by {question.By} can't be told by something else too.", "Leave the second group or the filter out.");
        }

        var scope = Usages.Scope(question.Filters, question.Since, question.Until);
        await ledger.CatchUpAsync(cancellationToken);
        if (by is UsageGrouping.Day or UsageGrouping.Hour)
        {
            return await OverTimeAsync(question, by, scope, cancellationToken);
        }

        var isShort = question.Until is null && time.GetUtcNow() - question.Since < Hour;
        var told = by is UsageGrouping.Run ? await analytics.RunsAsync(scope, UsageAnalytics.MostRuns, cancellationToken)
            : isShort && isPlain && !question.WithLatencies && by is not (UsageGrouping.Team or UsageGrouping.Tag) ? await RecentAsync(by, scope, cancellationToken)
            : await analytics.GroupsAsync(by, then, scope, question.WithLatencies, cancellationToken);
        return new UsageReport
        {
            By = question.By,
            Then = question.Then,
            Since = question.Since,
            Until = question.Until,
            Rows = [.. told.Cells.Select(static cell => new UsageLine(cell.Key, cell.Name, Usages.Of(cell.Totals)) { Then = cell.Then, ThenName = cell.ThenName })],
            Totals = Usages.Of(told.Totals),
            IsComplete = told.IsComplete,
        };
    }

    public async Task<UsageOverTime> UsageOverTimeAsync(UsageTimeQuestion question, CancellationToken cancellationToken)
    {
        var interval = Grouping(question.Interval, UsageTimeQuestion.Intervals);
        var by = question.By is { } dimension ? Grouping(dimension, UsageQuestion.Dimensions) : (UsageGrouping?)null;
        if (question.Top is < 1 or > UsageTimeQuestion.MostLines)
        {
            throw Invalid($"'top' must be from 1 to {UsageTimeQuestion.MostLines}.", "Correct it.");
        }

        await ledger.CatchUpAsync(cancellationToken);
        var zone = Zone(question.TimeZone);
        var series = await SeriesAsync(new UsageSeriesQuestion(interval, zone, Usages.Scope(question.Filters, question.Since, question.Until), by, question.Top), cancellationToken);
        return new UsageOverTime
        {
            Interval = question.Interval,
            By = question.By,
            TimeZone = zone.Id,
            Starts = series.Starts,
            Lines = [.. series.Lines.Select(static line => new UsageTimeLine(line.Key, line.Name, line.IsRest, [.. line.Points.Select(Usages.PointOf)]))],
            IsComplete = series.IsComplete,
        };
    }

    public async Task<UsageProjection> ProjectionAsync(string? timeZone, UsageFilters filters, CancellationToken cancellationToken)
    {
        var zone = Zone(timeZone);
        await ledger.CatchUpAsync(cancellationToken);
        var told = await projections.ReadAsync(zone, Usages.Scope(filters, null, null), cancellationToken);
        return new UsageProjection
        {
            TimeZone = zone.Id,
            SpentNanoDollars = told.Spent,
            ExpectedNanoDollars = told.Expected,
            LowNanoDollars = told.Low,
            HighNanoDollars = told.High,
            DaysKnown = told.DaysKnown,
        };
    }

    private async Task<UsageReport> OverTimeAsync(UsageQuestion question, UsageGrouping interval, UsageScope scope, CancellationToken cancellationToken)
    {
        var zone = Zone(question.TimeZone);
        var series = await SeriesAsync(new UsageSeriesQuestion(interval, zone, scope), cancellationToken);
        var totals = await analytics.GroupsAsync(null, null, scope, question.WithLatencies, cancellationToken);
        return new UsageReport
        {
            By = question.By,
            Since = question.Since,
            Until = question.Until,
            Rows = [.. series.Starts.Zip(series.Totals)
                .Where(static span => span.Second.Requests > 0)
                .Select(span => new UsageLine(Usages.NameOf(interval, span.First, zone), null, Usages.Of(span.Second)))],
            Totals = Usages.Of(totals.Totals),
            IsComplete = series.IsComplete,
        };
    }

    /// <summary>Of the last minutes no sums are kept: the database itself adds them up fastest.</summary>
    private async Task<UsageBreakdown> RecentAsync(UsageGrouping by, UsageScope scope, CancellationToken cancellationToken)
    {
        var filter = new UsageFilter { Since = scope.Since };
        var groups = await queries.GroupsAsync(by, filter, cancellationToken);
        return new UsageBreakdown(
            [.. groups.Select(static group => new UsageCell(group.Key, group.Name, null, null, group.Totals))], await queries.TotalsAsync(filter, cancellationToken), IsComplete: true);
    }

    private async Task<UsageSeries> SeriesAsync(UsageSeriesQuestion question, CancellationToken cancellationToken)
    {
        try
        {
            return await analytics.SeriesAsync(question, cancellationToken);
        }
        catch (ArgumentException exception)
        {
            throw Invalid(exception.Message, "Ask for a shorter time, or by day.");
        }
    }

    private static UsageGrouping Grouping(string name, IReadOnlyList<string> known) =>
        known.Contains(name, StringComparer.Ordinal) && Enum.TryParse<UsageGrouping>(name, ignoreCase: true, out var grouping)
            ? grouping
            : throw Invalid($"Usage is not grouped by \"{name}\".", $"Group by one of {string.Join(", ", known)}.");

    private static TimeZoneInfo Zone(string? name) =>
        name is null ? TimeZoneInfo.Utc
        : TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone
        : throw Invalid($"There is no time zone \"{name}\".", "Name it as IANA does, such as Europe/Berlin.");

    private static AdminException Invalid(string detail, string action) => new(AdminProblem.Invalid(detail, action));
}
