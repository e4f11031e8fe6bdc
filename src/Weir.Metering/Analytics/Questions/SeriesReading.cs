using System.Data.Common;
using Dapper;
using Weir.Metering.Analytics.Rollups;
using Weir.Metering.Usage;

namespace Weir.Metering.Analytics.Questions;

/// <summary>Reads the lines of a series.</summary>
internal static class SeriesReading
{
    // Days of UTC serve whole years; below this the hours are few enough, and they are exact at the range's ends.
    private const int MostSpansByHour = 62;

    /// <summary>The tallies of each value by span; every value asked for has a line.</summary>
    public static async Task<Dictionary<string, Tally[]>> LinesAsync(
        DbConnection connection, UsageSelection selection, SeriesSpans spans, UsageSeriesQuestion question, IReadOnlyList<string> values, CancellationToken cancellationToken)
    {
        var lines = values.ToDictionary(static value => value, _ => Enumerable.Range(0, spans.Count).Select(static _ => new Tally()).ToArray(), StringComparer.Ordinal);
        var level = LevelFor(selection, spans, question);
        if (level == RollupLevel.Unknown)
        {
            await AddRequestsAsync(connection, selection, spans, (selection.From, selection.Until), lines, cancellationToken);
            return lines;
        }

        var cut = spans.CutSpans(level).ToHashSet();
        await AddSumsAsync(connection, selection, spans, level, cut, lines, cancellationToken);
        foreach (var start in cut)
        {
            await AddRequestsAsync(connection, selection, spans, spans.Part(level, start), lines, cancellationToken);
        }

        return lines;
    }

    /// <summary>What is left of the totals; null when nothing is.</summary>
    public static Tally[]? Rest(Tally[] totals, IReadOnlyCollection<Tally[]> lines)
    {
        var rest = totals.Select((total, span) =>
        {
            var left = new Tally();
            for (var i = 0; i < MeasureColumns.All.Length; i++)
            {
                left[(Measure)i] = total[(Measure)i] - lines.Sum(line => line[span][(Measure)i]);
            }

            return left;
        }).ToArray();
        return rest.Any(static tally => tally[Measure.Requests] != 0) ? rest : null;
    }

    private static RollupLevel LevelFor(UsageSelection selection, SeriesSpans spans, UsageSeriesQuestion question)
    {
        var byUtcDays = question.Interval == UsageGrouping.Day && question.Zone.BaseUtcOffset == TimeSpan.Zero && !question.Zone.SupportsDaylightSavingTime;
        return selection.Finest switch
        {
            RollupLevel.Hour => byUtcDays && spans.Count > MostSpansByHour ? RollupLevel.Day : RollupLevel.Hour,
            RollupLevel.Day when byUtcDays => RollupLevel.Day,
            _ => RollupLevel.Unknown,
        };
    }

    private static async Task AddSumsAsync(
        DbConnection connection,
        UsageSelection selection,
        SeriesSpans spans,
        RollupLevel level,
        HashSet<long> cut,
        Dictionary<string, Tally[]> lines,
        CancellationToken cancellationToken)
    {
        var parameters = selection.Parameters();
        parameters.Add("Values", lines.Keys);
        parameters.Add("Level", (int)level);
        parameters.Add("From", level.Floor(selection.From));
        parameters.Add("Until", selection.Until);
        var value = selection.ColumnOf(selection.By);
        var sql =
            $"""
            SELECT {value}, s.start, {MeasureColumns.Join(static name => "s." + name)}
            FROM usage_groups g CROSS JOIN usage_sums s
            WHERE g.dimension = @Dimension AND {value} IN @Values{selection.OnGroups()} AND s.group_id = g.id AND s.level = @Level AND s.start >= @From AND s.start < @Until
            """;
        await using var reader = await connection.ExecuteReaderAsync(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken));
        while (await reader.ReadAsync(cancellationToken))
        {
            var start = reader.GetInt64(1);
            if (!cut.Contains(start))
            {
                UsageReading.AddSums(reader, 2, lines[reader.GetString(0)][spans.IndexOf(start)]);
            }
        }
    }

    private static async Task AddRequestsAsync(
        DbConnection connection,
        UsageSelection selection,
        SeriesSpans spans,
        (long From, long Until) part,
        Dictionary<string, Tally[]> lines,
        CancellationToken cancellationToken)
    {
        await foreach (var request in UsageReading.RequestsAsync(connection, selection, part.From, part.Until, cancellationToken))
        {
            foreach (var (key, _) in selection.CellsOf(request))
            {
                if (lines.TryGetValue(key, out var line))
                {
                    line[spans.IndexOf(request.Time)].Add(request, 1);
                }
            }
        }
    }
}
