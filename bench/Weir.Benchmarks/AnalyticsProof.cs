using System.Diagnostics;
using System.Globalization;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Weir.Metering;
using Weir.Metering.Analytics.Projection;
using Weir.Metering.Analytics.Questions;
using Weir.Metering.Analytics.Rollups;
using Weir.Metering.Usage;
using Weir.Storage;
using Weir.Storage.Folders;
using Weir.Storage.Migrations;
using Weir.Storage.Sqlite;

namespace Weir.Benchmarks;

/// <summary>
/// Fills a ledger with a year of requests, has the program add them up as it does after an update, and prints how long questions take.
/// See eng/analytics-proof.sh.
/// </summary>
internal static class AnalyticsProof
{
    private const int Rounds = 5;

    private static readonly DateTimeOffset Start = new(2025, 11, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly DateTimeOffset End = Start.AddYears(1);

    /// <param name="folder">Kept: a second run asks the same data.</param>
    /// <param name="rows">How many requests.</param>
    public static async Task RunAsync(string folder, long rows)
    {
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(new LateClock(End.AddHours(-7)))
            .AddStorage(DataFolder.Open(folder))
            .AddMetering()
            .BuildServiceProvider();
        await services.GetRequiredService<Migrator>().MigrateAsync(default);
        await SeedAsync(services.GetRequiredService<Database>(), rows);
        await AddUpAsync(services.GetRequiredService<RollupBackfill>());
        var slowest = await AskAsync(services.GetRequiredService<UsageAnalytics>(), services.GetRequiredService<ProjectionReader>());
        Console.WriteLine($"slowest {slowest:0} ms");
    }

    private static async Task SeedAsync(Database database, long rows)
    {
        await using var connection = await database.OpenAsync(default);
        if (await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM (SELECT 1 FROM requests LIMIT 1)") > 0)
        {
            return;
        }

        var watch = Stopwatch.StartNew();
        await connection.ExecuteAsync("PRAGMA synchronous = OFF; PRAGMA cache_size = -200000");

        // 40 models on 6 connections of 5 providers, 300 keys (each with 8 of the models) of 200 users in 12 teams, 30 tags, a run of 12 requests in every fifth.
        // The hash scatters by multiplication, so that no dimension follows another.
        await connection.ExecuteAsync(
            """
            WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < @Rows),
                 h AS (SELECT i, (i * 2654435761) % 4294967296 AS h FROM n),
                 k AS (SELECT i, h, (h / 64) % 300 AS k, (h / 32768) % 5000 AS size FROM h),
                 r AS (SELECT i, h, k, size, (k * 7 + h % 8) % 40 AS m FROM k)
            INSERT INTO requests (id, time, key_id, user, team, connection, provider, model_asked, model_answered, dialect, operation, streamed,
                input, cached_read, cached_write, input_audio, output, reasoning, output_audio, estimated, cost_nano, price_version, status, error,
                ttfb_us, duration_us, tags, run_id, attempts, saved_nano)
            SELECT printf('req_%012d', i), @Start + i * @Span / @Rows, printf('key_%03d', k), printf('user-%03d', k % 200), printf('team-%02d', k % 12),
                printf('connection-%d', m % 6), printf('provider-%d', m % 5), printf('model-%02d', m), printf('connection-%d/model-%02d', m % 6, m), 'openai-chat',
                CASE WHEN h % 17 = 0 THEN 'embeddings' ELSE 'chat.completions' END, h % 2, size + 200, size / 2, 0, 0, size / 4 + 20, 0, 0, h % 50 = 0,
                (size + 200) * 2500 + size * 2500, 'catalog:2026-06-30', CASE WHEN h % 61 = 0 THEN 429 ELSE 200 END, CASE WHEN h % 61 = 0 THEN 'rate_limited' END,
                80000 + (h % 9973) * 150, 200000 + (h % 99991) * 300, CASE WHEN h % 3 = 0 THEN printf('app=%d', (h / 7) % 30) END,
                CASE WHEN i / 12 % 5 = 0 THEN printf('run-%d', i / 12) END, 1, size * 1000
            FROM r
            """,
            new { Rows = rows, Start = Start.ToUnixTimeMilliseconds(), Span = (long)(End - Start).TotalMilliseconds },
            commandTimeout: 3600);
        await connection.ExecuteAsync("UPDATE usage_progress SET pending_before = (SELECT max(id) || '~' FROM requests); ANALYZE usage_progress");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seeded {rows} rows in {watch.Elapsed.TotalSeconds:0} s"));
    }

    private static async Task AddUpAsync(RollupBackfill backfill)
    {
        var watch = Stopwatch.StartNew();
        if (await backfill.RunAsync(default) is var rows and > 0)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"added up {rows} rows in {watch.Elapsed.TotalSeconds:0} s, {watch.Elapsed.TotalMicroseconds / rows:0.0} us each"));
        }
    }

    private static async Task<double> AskAsync(UsageAnalytics analytics, ProjectionReader projections)
    {
        var slowest = 0.0;
        var whole = new UsageScope();
        var year = new UsageScope { Since = Start, Until = End };
        var odd = new UsageScope { Since = Start.AddHours(31.37), Until = End.AddHours(-29.77) };
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        foreach (var by in (UsageGrouping[])[UsageGrouping.Provider, UsageGrouping.Connection, UsageGrouping.Model, UsageGrouping.Key, UsageGrouping.User, UsageGrouping.Team, UsageGrouping.Operation, UsageGrouping.Tag])
        {
            await TimeAsync($"by {by}, the year", () => analytics.GroupsAsync(by, null, year, true, default));
            await TimeAsync($"by {by}, the year from 07:22 to 18:13", () => analytics.GroupsAsync(by, null, odd, true, default));
        }

        await TimeAsync("by run, the year", () => analytics.RunsAsync(year, 100, default));
        await TimeAsync("by run, all", () => analytics.RunsAsync(whole, 100, default));
        await TimeAsync("by day in UTC, the year", () => analytics.SeriesAsync(new UsageSeriesQuestion(UsageGrouping.Day, TimeZoneInfo.Utc, year), default));
        await TimeAsync("by day in Berlin, the year", () => analytics.SeriesAsync(new UsageSeriesQuestion(UsageGrouping.Day, berlin, year), default));
        await TimeAsync("by day in UTC and model, 8 lines", () => analytics.SeriesAsync(new UsageSeriesQuestion(UsageGrouping.Day, TimeZoneInfo.Utc, year, UsageGrouping.Model), default));
        await TimeAsync("by day in Berlin and key, 8 lines", () => analytics.SeriesAsync(new UsageSeriesQuestion(UsageGrouping.Day, berlin, year, UsageGrouping.Key), default));
        await TimeAsync("by hour, 31 days", () => analytics.SeriesAsync(new UsageSeriesQuestion(UsageGrouping.Hour, berlin, year with { Since = End.AddDays(-31) }), default));
        await TimeAsync("one user's year by day in Berlin", () => analytics.SeriesAsync(new UsageSeriesQuestion(UsageGrouping.Day, berlin, year with { User = "user-007" }), default));
        await TimeAsync("one user's year by model", () => analytics.GroupsAsync(UsageGrouping.Model, null, year with { User = "user-007" }, true, default));
        await TimeAsync("by team and model, the year", () => analytics.GroupsAsync(UsageGrouping.Team, UsageGrouping.Model, year, false, default));
        await TimeAsync("projection in Berlin", () => projections.ReadAsync(berlin, whole, default));
        return slowest;

        async Task TimeAsync(string name, Func<Task> ask)
        {
            var times = new List<double>();
            for (var round = 0; round < Rounds; round++)
            {
                var watch = Stopwatch.StartNew();
                await ask();
                times.Add(watch.Elapsed.TotalMilliseconds);
            }

            times.Sort();
            slowest = Math.Max(slowest, times[Rounds / 2]);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-48} {times[Rounds / 2],8:0.0} ms  (at most {times[^1]:0.0})"));
        }
    }

    private sealed class LateClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
