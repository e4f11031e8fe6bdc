using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Weir.Metering.Analytics.Rollups;
using Weir.Metering.Keys;
using Weir.Metering.Usage;
using Weir.Storage;
using Weir.Storage.Sqlite;

namespace Weir.Metering.Analytics.Questions;

/// <summary>
/// Answers what was used, by whom and when, out of the kept sums: a year of ten million requests in well below a second. Sees what is
/// folded into the database, as <see cref="UsageQueries"/>. Safe for concurrent use. Every method throws <see cref="StorageException"/>
/// when the database can't be read.
/// </summary>
public sealed class UsageAnalytics(Database database, TimeProvider time)
{
    /// <summary>The most runs in one answer.</summary>
    public const int MostRuns = 1000;

    /// <summary>Sums by one dimension, or by two.</summary>
    /// <param name="by">A dimension; null for the totals alone. Not a time, and not <see cref="UsageGrouping.Run"/>.</param>
    /// <param name="then">A second one; null for none.</param>
    /// <param name="scope">Which requests.</param>
    /// <param name="withLatencies">False leaves out the percentiles.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<UsageBreakdown> GroupsAsync(
        UsageGrouping? by, UsageGrouping? then, UsageScope scope, bool withLatencies, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return ReadAsync(
            async connection =>
            {
                var selection = await UsageSelection.OfAsync(connection, by, then, scope, cancellationToken);
                var cells = await UsageReading.CellsAsync(connection, selection, withLatencies, cancellationToken);
                var totals = selection.By == RollupDimensions.Tag || selection.Then == RollupDimensions.Tag
                    ? await TotalsAsync(connection, scope, withLatencies, cancellationToken)
                    : Sum(cells.Values);
                var names = by == UsageGrouping.Key || then == UsageGrouping.Key ? await KeyNamesAsync(connection, cancellationToken) : null;
                return new UsageBreakdown(
                    by is null ? [] : [.. cells
                        .Where(static cell => cell.Value[Measure.Requests] != 0)
                        .OrderByDescending(static cell => cell.Value[Measure.Cost])
                        .ThenByDescending(static cell => cell.Value[Measure.Requests])
                        .ThenBy(static cell => cell.Key.Key, StringComparer.Ordinal)
                        .ThenBy(static cell => cell.Key.Then, StringComparer.Ordinal)
                        .Select(cell => new UsageCell(
                            OrNull(cell.Key.Key), by == UsageGrouping.Key ? NameOf(names, cell.Key.Key) : null,
                            OrNull(cell.Key.Then), then == UsageGrouping.Key ? NameOf(names, cell.Key.Then) : null,
                            cell.Value.ToTotals()))],
                    totals.ToTotals(),
                    await IsCompleteAsync(connection, cancellationToken));
            });
    }

    /// <summary>Whole runs that began in the scope, the dearest first. The totals are those of all requests in it, also without a run.</summary>
    /// <param name="scope">Its times count; it must have no other part.</param>
    /// <param name="limit">How many at most, 1 to <see cref="MostRuns"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<UsageBreakdown> RunsAsync(UsageScope scope, int limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MostRuns);
        if (scope != new UsageScope { Since = scope.Since, Until = scope.Until })
        {
            throw new ArgumentException("Runs are told by time alone.", nameof(scope));
        }

        return ReadAsync(
            async connection =>
            {
                // The index alone finds the dearest: only their rows are read.
                await using var reader = await connection.ExecuteReaderAsync(new CommandDefinition(
                    $"""
                    SELECT run_id, {MeasureColumns.Join(static name => name)}, first_byte, duration FROM usage_runs WHERE run_id IN (
                        SELECT run_id FROM usage_runs WHERE started_at >= @From AND started_at < @Until ORDER BY cost_nano DESC, run_id LIMIT @Limit)
                    ORDER BY cost_nano DESC, run_id
                    """,
                    new
                    {
                        From = scope.Since?.ToUnixTimeMilliseconds() ?? 0,
                        Until = scope.Until?.ToUnixTimeMilliseconds() ?? long.MaxValue,
                        Limit = limit,
                    },
                    cancellationToken: cancellationToken));
                var cells = new List<UsageCell>();
                while (await reader.ReadAsync(cancellationToken))
                {
                    var tally = new Tally();
                    UsageReading.AddSums(reader, 1, tally);
                    tally.FirstByte.Merge(reader.GetFieldValue<byte[]>(1 + MeasureColumns.All.Length));
                    tally.Duration.Merge(reader.GetFieldValue<byte[]>(2 + MeasureColumns.All.Length));
                    cells.Add(new UsageCell(reader.GetString(0), null, null, null, tally.ToTotals()));
                }

                var totals = await TotalsAsync(connection, scope, withLatencies: true, cancellationToken);
                return new UsageBreakdown(cells, totals.ToTotals(), await IsCompleteAsync(connection, cancellationToken));
            });
    }

    /// <summary>Sums over time. Without a beginning it starts with the first request, without an end it ends now.</summary>
    /// <exception cref="ArgumentException">The range has more than 10,000 spans.</exception>
    public Task<UsageSeries> SeriesAsync(UsageSeriesQuestion question, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        return ReadAsync(
            async connection =>
            {
                var scope = question.Scope with
                {
                    Since = question.Scope.Since ?? await FirstAsync(connection, cancellationToken) ?? time.GetUtcNow(),
                    Until = question.Scope.Until ?? time.GetUtcNow().AddMilliseconds(1),
                };
                var whole = await UsageSelection.OfAsync(connection, null, null, scope, cancellationToken);
                var spans = SeriesSpans.Of(question.Interval, question.Zone, whole.From, whole.Until);
                var top = new List<string>();
                var lines = new Dictionary<string, Tally[]>(StringComparer.Ordinal);
                var selection = whole;
                if (question.By is { } by)
                {
                    selection = await UsageSelection.OfAsync(connection, by, null, scope, cancellationToken);
                    var cells = await UsageReading.CellsAsync(connection, selection, withLatencies: false, cancellationToken);
                    top.AddRange(cells
                        .OrderByDescending(static cell => cell.Value[Measure.Cost])
                        .ThenByDescending(static cell => cell.Value[Measure.Requests])
                        .ThenBy(static cell => cell.Key.Key, StringComparer.Ordinal)
                        .Take(question.Top)
                        .Select(static cell => cell.Key.Key));
                    lines = await SeriesReading.LinesAsync(connection, selection, spans, question, top, cancellationToken);
                }

                var totals = (await SeriesReading.LinesAsync(connection, whole, spans, question, [""], cancellationToken))[""];
                var names = question.By == UsageGrouping.Key ? await KeyNamesAsync(connection, cancellationToken) : null;
                var told = top.Select(key => new UsageLine(OrNull(key), NameOf(names, key), false, Totals(lines[key]))).ToList();
                if (question.By is null)
                {
                    told.Add(new UsageLine(null, null, false, Totals(totals)));
                }
                else if (question.By != UsageGrouping.Tag && SeriesReading.Rest(totals, lines.Values) is { } rest)
                {
                    told.Add(new UsageLine(null, null, true, Totals(rest)));
                }

                return new UsageSeries(spans.Starts(question.Zone), told, Totals(totals), await IsCompleteAsync(connection, cancellationToken));
            });
    }

    private static IReadOnlyList<UsageTotals> Totals(Tally[] line) => [.. line.Select(static tally => tally.ToTotals())];

    private static Tally Sum(IEnumerable<Tally> tallies)
    {
        var sum = new Tally();
        foreach (var tally in tallies)
        {
            sum.Merge(tally);
        }

        return sum;
    }

    private static async Task<Tally> TotalsAsync(DbConnection connection, UsageScope scope, bool withLatencies, CancellationToken cancellationToken)
    {
        var selection = await UsageSelection.OfAsync(connection, null, null, scope, cancellationToken);
        return Sum((await UsageReading.CellsAsync(connection, selection, withLatencies, cancellationToken)).Values);
    }

    private static async Task<bool> IsCompleteAsync(DbConnection connection, CancellationToken cancellationToken) =>
        await connection.ExecuteScalarAsync<string>(new CommandDefinition(RollupSql.Progress, cancellationToken: cancellationToken)) is null or "";

    private static async Task<DateTimeOffset?> FirstAsync(DbConnection connection, CancellationToken cancellationToken) =>
        await connection.ExecuteScalarAsync<long?>(new CommandDefinition("SELECT min(time) FROM requests", cancellationToken: cancellationToken)) is { } first
            ? DateTimeOffset.FromUnixTimeMilliseconds(first)
            : null;

    private static async Task<IReadOnlyDictionary<string, string>> KeyNamesAsync(DbConnection connection, CancellationToken cancellationToken) =>
        (await connection.QueryAsync<(string Id, string Name)>(new CommandDefinition("SELECT id, name FROM keys", cancellationToken: cancellationToken)))
        .ToDictionary(static row => row.Id, static row => row.Name, StringComparer.Ordinal);

    private static string? NameOf(IReadOnlyDictionary<string, string>? names, string key) =>
        names is null ? null : names.GetValueOrDefault(key) ?? FixedKeys.NameOf(key);

    private static string? OrNull(string text) => text.Length == 0 ? null : text;

    // One snapshot of the database for all parts of an answer, so that they agree.
    private async Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> read)
    {
        await using var connection = await database.OpenAsync(CancellationToken.None);
        try
        {
            await using var transaction = connection.BeginTransaction(deferred: true);
            return await read(connection);
        }
        catch (SqliteException e)
        {
            throw database.Explain(e);
        }
    }
}
