using Weir.Dialects.Errors;
using Weir.Metering.Ledger;
using Weir.Metering.Usage;
using Weir.Metering.Usage.Histograms;

namespace Weir.Metering.Tests.Usage;

/// <summary>What is read by ranges of ids is what a plain look at the times finds, whatever the ids say.</summary>
public sealed class IdRangeTests : IAsyncLifetime
{
    private const int Rows = 600;

    private static readonly DateTimeOffset Time = SampleRecords.Time;

    private readonly Random _random = new(20_261_121);
    private MeteringRoom _room = null!;

    public async ValueTask InitializeAsync() => _room = await MeteringRoom.StartAsync();

    public ValueTask DisposeAsync() => _room.DisposeAsync();

    [Fact]
    public async Task A_batch_booked_a_day_after_its_making_hides_no_other_row_and_is_not_hidden()
    {
        var until = Time.AddHours(36);
        for (var minute = 0; minute < 36 * 60; minute++)
        {
            var at = Time.AddMinutes(minute);
            Append(at, at, "chat");
        }

        Append(until.AddHours(-24), until.AddSeconds(90), "batch");
        Append(until.AddSeconds(100), until.AddSeconds(100), "chat");
        await _room.Ledger.FlushAsync(MeteringRoom.Token);

        Assert.Equal(24 * 60, (await PageAsync(new UsageFilter { Since = until.AddHours(-24), Until = until })).Count);
        Assert.Equal(2, (await PageAsync(new UsageFilter { Since = until, Until = until.AddMinutes(10) })).Count);
    }

    [Fact]
    public async Task Any_order_of_ids_reads_as_a_plain_filter_by_time()
    {
        var all = Enumerable.Range(0, Rows).Select(AnyRow).ToList();
        await _room.Ledger.FlushAsync(MeteringRoom.Token);

        for (var trial = 0; trial < 150; trial++)
        {
            var filter = AnyFilter();
            var wanted = all.Where(row => (filter.Since is null || row.Time >= filter.Since) && (filter.Until is null || row.Time < filter.Until)
                && (filter.Operation is null || row.Operation == filter.Operation) && (filter.Model is null || row.ModelAsked == filter.Model || row.ModelAnswered == filter.Model)
                && (filter.Failed is null || (row.Status >= 400) == filter.Failed)).ToList();

            Assert.Equal(wanted.Select(static row => row.Id).OrderDescending(StringComparer.Ordinal), await PageAsync(filter));
            if (filter is { Since: not null, Until: { } until })
            {
                // Spans are whole: the last one may end behind the filter's time.
                var told = await _room.Get<HistogramReader>().ReadAsync(filter with { Since = Floor(filter.Since.Value), Until = Floor(until), Failed = false }, TimeSpan.FromMinutes(30), MeteringRoom.Token);
                var spans = all.Where(row => row.Time >= Floor(filter.Since.Value) && row.Time < told!.Since + (told.Span * told.Spans.Count) && row.Status < 400
                    && (filter.Operation is null || row.Operation == filter.Operation) && (filter.Model is null || row.ModelAsked == filter.Model || row.ModelAnswered == filter.Model)).ToList();
                Assert.Equal(
                    Enumerable.Range(0, told!.Spans.Count).Select(at => (long)spans.Count(row => (int)((row.Time - told.Since) / told.Span) == at)),
                    told.Spans.Select(static span => span.Requests));
            }
        }
    }

    private static DateTimeOffset Floor(DateTimeOffset time) => time.AddTicks(-(time.Ticks % (30 * TimeSpan.TicksPerMinute)));

    private UsageRecord AnyRow(int number)
    {
        var time = AnyTime();
        var minted = _random.Next(10) switch
        {
            < 6 => time.AddMilliseconds(_random.Next(200)),
            < 7 => time.AddSeconds(_random.Next(-200, 200)),
            < 9 => time.AddMinutes(-_random.Next(3 * 24 * 60)),
            _ => time.AddMinutes(_random.Next(3 * 24 * 60)),
        };
        return Append(minted, time, Pick("chat", "batch", "realtime"), number % 50 == 0 ? $"req_{number}" : null);
    }

    private UsageRecord Append(DateTimeOffset minted, DateTimeOffset time, string operation, string? id = null)
    {
        var failed = _random.Next(4) == 0;
        var record = SampleRecords.Plain(id ?? new RequestIds(new Fixed(minted), _random).Next()) with
        {
            Time = time,
            Operation = operation,
            ModelAsked = Pick("a", "b"),
            ModelAnswered = Pick("a", "b"),
            Status = failed ? 500 : 200,
            Error = failed ? ErrorKind.NetworkError : ErrorKind.Unknown,
        };
        _room.Ledger.Append(record);
        return record;
    }

    private UsageFilter AnyFilter()
    {
        var (one, other) = (AnyTime(), AnyTime());
        return new UsageFilter
        {
            Since = _random.Next(5) == 0 ? null : one < other ? one : other,
            Until = _random.Next(5) == 0 ? null : one < other ? other : one,
            Operation = _random.Next(3) == 0 ? Pick("chat", "batch", "realtime") : null,
            Model = _random.Next(3) == 0 ? Pick("a", "b") : null,
            Failed = _random.Next(4) switch { 0 => true, 1 => false, _ => null },
        };
    }

    private DateTimeOffset AnyTime() => Time.AddMilliseconds(_random.Next(48 * 60 * 60 * 1000));

    private string Pick(params string[] words) => words[_random.Next(words.Length)];

    /// <summary>All pages, one behind the other.</summary>
    private async Task<List<string>> PageAsync(UsageFilter filter)
    {
        var ids = new List<string>();
        string? before = null;
        do
        {
            var page = await _room.Get<UsageQueries>().RecentAsync(filter, 97, before, MeteringRoom.Token);
            ids.AddRange(page.Requests.Select(static request => request.Record.Id));
            before = page.Next;
        }
        while (before is not null);
        return ids;
    }

    private sealed class Fixed(DateTimeOffset at) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => at;
    }
}
