using Weir.Dialects.Errors;
using Weir.Metering.Usage;
using Weir.Metering.Usage.Histograms;

namespace Weir.Metering.Tests.Usage.Histograms;

public sealed class HistogramReaderTests : IAsyncLifetime
{
    private MeteringRoom _room = null!;

    private HistogramReader Histograms => _room.Get<HistogramReader>();

    // At noon two requests, one of them refused; one 90 minutes later.
    public async ValueTask InitializeAsync()
    {
        _room = await MeteringRoom.StartAsync();
        _room.Ledger.Append(SampleRecords.Plain("req_1"));
        _room.Ledger.Append(SampleRecords.Plain("req_2") with { Time = SampleRecords.Time.AddSeconds(59), Status = 429, Error = ErrorKind.RateLimited, Tags = "app=web" });
        _room.Ledger.Append(SampleRecords.Plain("req_3") with { Time = SampleRecords.Time.AddMinutes(90), Tags = "app=web" });
        await _room.Ledger.FlushAsync(MeteringRoom.Token);
    }

    public ValueTask DisposeAsync() => _room.DisposeAsync();

    [Theory]
    [InlineData(60, 91, 2, 1)]
    [InlineData(3600, 2, 2, 1)]
    [InlineData(86400, 1, 3, 1)]
    public async Task Requests_stand_in_the_span_they_came_in(int seconds, int spans, int requests, int failed)
    {
        var told = await Histograms.ReadAsync(new UsageFilter { Until = SampleRecords.Time.AddMinutes(90.5) }, TimeSpan.FromSeconds(seconds), MeteringRoom.Token);

        Assert.NotNull(told);
        Assert.Equal(spans, told.Spans.Count);
        Assert.Equal(new RequestCount(requests, failed), told.Spans[0]);
        Assert.Equal(3, told.Spans.Sum(static span => span.Requests));
        Assert.Equal(0, told.Since.ToUnixTimeSeconds() % seconds);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(3600)]
    public async Task A_filter_holds_whether_sums_are_kept_for_it_or_not(int seconds)
    {
        var span = TimeSpan.FromSeconds(seconds);
        var until = SampleRecords.Time.AddHours(3);
        var tagged = await Histograms.ReadAsync(new UsageFilter { Tag = "app=web", Until = until }, span, MeteringRoom.Token);
        var refused = await Histograms.ReadAsync(new UsageFilter { Status = (400, 499), Until = until }, span, MeteringRoom.Token);

        Assert.Equal((2, 1), (tagged!.Spans.Sum(static one => one.Requests), tagged.Spans.Sum(static one => one.Failed)));
        Assert.Equal((1, 1), (refused!.Spans.Sum(static one => one.Requests), refused.Spans.Sum(static one => one.Failed)));
    }

    [Fact]
    public async Task Too_many_spans_are_refused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => Histograms.ReadAsync(new UsageFilter { Until = SampleRecords.Time.AddHours(1) }, TimeSpan.FromSeconds(1), MeteringRoom.Token));

    [Theory]
    [InlineData(60, 1)]
    [InlineData(61, 5)]
    [InlineData(3600, 60)]
    [InlineData(86400, 1800)]
    [InlineData(2592000, 43200)]
    [InlineData(int.MaxValue, 31536000)]
    public void A_length_that_fits_gives_sixty_spans_at_most(int whole, int span) =>
        Assert.Equal(TimeSpan.FromSeconds(span), HistogramSpans.For(TimeSpan.FromSeconds(whole)));
}
