using Dapper;
using Weir.Metering.Analytics.Questions;
using Weir.Metering.Usage;

namespace Weir.Metering.Tests.Analytics.Questions;

/// <summary>Series against the ledger, request by request.</summary>
public sealed class UsageSeriesTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("UTC", UsageGrouping.Day, null)]
    [InlineData("UTC", UsageGrouping.Hour, null)]
    [InlineData("Europe/Berlin", UsageGrouping.Day, null)]
    [InlineData("America/New_York", UsageGrouping.Day, UsageGrouping.Model)]
    [InlineData("Asia/Kolkata", UsageGrouping.Day, UsageGrouping.User)]
    [InlineData("Australia/Lord_Howe", UsageGrouping.Day, UsageGrouping.Team)]
    [InlineData("UTC", UsageGrouping.Day, UsageGrouping.Tag)]
    public async Task Every_span_has_its_requests(string zoneName, UsageGrouping interval, UsageGrouping? by)
    {
        var seed = Environment.TickCount & 0xFFFF;
        output.WriteLine($"seed {seed}");
        await using var life = new LedgerLife(seed);
        await life.LiveAsync(steps: 40);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(zoneName);
        var scope = new UsageScope { Since = LedgerLife.Start.AddDays(3).AddMinutes(17), Until = LedgerLife.Start.AddDays(49).AddHours(5).AddSeconds(3) };

        var series = await life.Room.Get<UsageAnalytics>().SeriesAsync(new UsageSeriesQuestion(interval, zone, scope, by, Top: 2), MeteringRoom.Token);

        var truth = new Dictionary<DateTime, (long Requests, long Cost)>();
        await using var connection = await life.Room.ConnectAsync();
        foreach (var (time, cost) in await connection.QueryAsync<(long Time, long? Cost)>("SELECT time, cost_nano FROM requests"))
        {
            var moment = DateTimeOffset.FromUnixTimeMilliseconds(time);
            if (moment >= scope.Since && moment < scope.Until)
            {
                var local = TimeZoneInfo.ConvertTime(moment, zone).DateTime;
                var span = interval == UsageGrouping.Day ? local.Date : local.Date.AddHours(local.Hour);
                var (requests, sum) = truth.GetValueOrDefault(span);
                truth[span] = (requests + 1, sum + (cost ?? 0));
            }
        }

        Assert.True(truth.Count > 30);
        for (var at = 0; at < series.Starts.Count; at++)
        {
            var expected = truth.GetValueOrDefault(series.Starts[at].DateTime);
            Assert.Equal(expected, (series.Totals[at].Requests, series.Totals[at].Cost.Value));
            if (by != UsageGrouping.Tag)
            {
                Assert.Equal(expected.Requests, series.Lines.Sum(line => line.Points[at].Requests));
                Assert.Equal(expected.Cost, series.Lines.Sum(line => line.Points[at].Cost.Value));
            }
        }

        Assert.Equal(truth.Values.Sum(static sums => sums.Requests), series.Totals.Sum(static totals => totals.Requests));
    }

    [Fact]
    public async Task A_filtered_series_is_read_from_the_ledger_where_no_sums_are_kept()
    {
        await using var life = new LedgerLife(11);
        await life.LiveAsync(steps: 30);
        var scope = new UsageScope { Since = LedgerLife.Start, Until = LedgerLife.Start + LedgerLife.Length, User = "ada", Team = "blue" };

        var series = await life.Room.Get<UsageAnalytics>().SeriesAsync(
            new UsageSeriesQuestion(UsageGrouping.Hour, TimeZoneInfo.Utc, scope), MeteringRoom.Token);

        await using var connection = await life.Room.ConnectAsync();
        var truth = await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM requests WHERE \"user\" = 'ada' AND team = 'blue'");
        Assert.True(truth > 0);
        Assert.Equal(truth, series.Totals.Sum(static totals => totals.Requests));
    }

    [Fact]
    public async Task Too_many_spans_are_refused()
    {
        await using var room = await MeteringRoom.OpenAsync();
        var scope = new UsageScope { Since = LedgerLife.Start.AddYears(-5), Until = LedgerLife.Start };

        await Assert.ThrowsAsync<ArgumentException>(() => room.Get<UsageAnalytics>().SeriesAsync(
            new UsageSeriesQuestion(UsageGrouping.Hour, TimeZoneInfo.Utc, scope), MeteringRoom.Token));
    }
}
