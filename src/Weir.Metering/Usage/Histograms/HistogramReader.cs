using Dapper;
using Microsoft.Data.Sqlite;
using Weir.Metering.Analytics.Questions;
using Weir.Storage.Sqlite;

namespace Weir.Metering.Usage.Histograms;

/// <summary>
/// Counts requests over time. Spans of whole hours are read off the sums that are kept, where these know the filter's parts; shorter spans and
/// other filters are counted in the ledger.
/// </summary>
public sealed class HistogramReader(Database database, UsageAnalytics analytics, TimeProvider time)
{
    /// <summary>Counts.</summary>
    /// <param name="filter">Which requests. Without a beginning from the first request on, without an end to now.</param>
    /// <param name="span">The length of a span, whole seconds; null for one that fits.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Null when there is no request and no beginning.</returns>
    /// <exception cref="ArgumentException">That would be more than <see cref="HistogramSpans.Most"/> spans.</exception>
    /// <exception cref="Storage.StorageException">The database can't be read.</exception>
    public async Task<RequestHistogram?> ReadAsync(UsageFilter filter, TimeSpan? span, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        if ((filter.Since ?? await FirstAsync(cancellationToken)) is not { } first)
        {
            return null;
        }

        var until = filter.Until ?? time.GetUtcNow();
        var length = span ?? HistogramSpans.For(until - first);
        var since = Floor(first, length);
        var count = until <= since ? 1 : (long)Math.Ceiling((until - since) / length);
        if (count > HistogramSpans.Most)
        {
            throw new ArgumentException($"The range has more than {HistogramSpans.Most} spans.", nameof(span));
        }

        var whole = filter with { Since = since, Until = since + (length * count) };
        var spans = new RequestCount[count];
        await (IsSummed(filter) && length.Ticks % TimeSpan.TicksPerHour == 0
            ? AddSumsAsync(spans, whole, length, cancellationToken)
            : AddRequestsAsync(spans, whole, length, cancellationToken));
        return new RequestHistogram(since, length, spans);
    }

    // The sums know the model that answered, or was asked for where none did; a filter means either.
    private static bool IsSummed(UsageFilter filter) => filter is { Model: null, RunId: null, Id: null, Status: null, Error: null, CostAbove: null, Failed: null };

    private static DateTimeOffset Floor(DateTimeOffset moment, TimeSpan length)
    {
        var past = moment.UtcTicks - DateTimeOffset.UnixEpoch.Ticks;
        return DateTimeOffset.UnixEpoch.AddTicks(past - (((past % length.Ticks) + length.Ticks) % length.Ticks));
    }

    private async Task AddSumsAsync(RequestCount[] spans, UsageFilter filter, TimeSpan length, CancellationToken cancellationToken)
    {
        var interval = length.Ticks % TimeSpan.TicksPerDay == 0 ? UsageGrouping.Day : UsageGrouping.Hour;
        var scope = new UsageScope
        {
            Since = filter.Since,
            Until = filter.Until,
            Provider = filter.Provider,
            Connection = filter.Connection,
            Key = filter.Key,
            User = filter.User,
            Team = filter.Team,
            Operation = filter.Operation,
            Tag = filter.Tag,
        };
        var series = await analytics.SeriesAsync(new UsageSeriesQuestion(interval, TimeZoneInfo.Utc, scope), cancellationToken);
        foreach (var (start, totals) in series.Starts.Zip(series.Totals))
        {
            Add(spans, (start - filter.Since!.Value) / length, totals.Requests, totals.Failed);
        }
    }

    private async Task AddRequestsAsync(RequestCount[] spans, UsageFilter filter, TimeSpan length, CancellationToken cancellationToken)
    {
        var (wheres, parameters) = FilterSql.ByIds(filter);
        parameters.Add("Start", filter.Since!.Value.ToUnixTimeMilliseconds());
        parameters.Add("Length", (long)length.TotalMilliseconds);
        await using var connection = await database.OpenAsync(cancellationToken);
        try
        {
            foreach (var where in wheres)
            {
                var rows = await connection.QueryAsync<(long Span, long Requests, long Failed)>(new CommandDefinition(
                    $"SELECT (r.time - @Start) / @Length AS Span, count(*) AS Requests, sum(CASE WHEN {FilterSql.IsFailed} THEN 1 ELSE 0 END) AS Failed FROM requests r {where} GROUP BY 1",
                    parameters,
                    cancellationToken: cancellationToken));
                foreach (var (span, requests, failed) in rows)
                {
                    Add(spans, span, requests, failed);
                }
            }
        }
        catch (SqliteException exception)
        {
            throw database.Explain(exception);
        }
    }

    private static void Add(RequestCount[] spans, double at, long requests, long failed)
    {
        var place = (int)Math.Clamp(Math.Floor(at), 0, spans.Length - 1);
        spans[place] = new RequestCount(spans[place].Requests + requests, spans[place].Failed + failed);
    }

    private async Task<DateTimeOffset?> FirstAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        try
        {
            return await connection.ExecuteScalarAsync<long?>(new CommandDefinition("SELECT min(time) FROM requests", cancellationToken: cancellationToken)) is { } first
                ? DateTimeOffset.FromUnixTimeMilliseconds(first)
                : null;
        }
        catch (SqliteException exception)
        {
            throw database.Explain(exception);
        }
    }
}
