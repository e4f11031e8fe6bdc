using System.Diagnostics.Metrics;
using Weir.Gateway.Telemetry;

namespace Weir.Gateway.Tests.Telemetry;

public sealed class PrometheusExporterTests : IDisposable
{
    private readonly Meter _meter = new(TelemetryNames.Source);
    private readonly PrometheusExporter _exporter = new();

    [Fact]
    public void A_counter_is_a_total()
    {
        var counter = _meter.CreateCounter<long>("test.counted");
        counter.Add(2);
        counter.Add(3);

        Assert.Equal(["test_counted_total 5"], Samples("test_counted"));
    }

    [Fact]
    public void A_family_begins_with_its_help_and_its_type()
    {
        _meter.CreateCounter<long>("test.helped", "{thing}", "Counts\nthings.").Add(1);

        Assert.Equal(["# HELP test_helped_total Counts things.", "# TYPE test_helped_total counter"], Comments("test_helped_total"));
    }

    [Fact]
    public void A_family_says_its_type_once_for_all_series()
    {
        var counter = _meter.CreateCounter<long>("test.twice");
        counter.Add(1, new KeyValuePair<string, object?>("a", "1"));
        counter.Add(1, new KeyValuePair<string, object?>("a", "2"));

        Assert.Equal(2, Comments("test_twice_total").Length);
    }

    [Fact]
    public void A_backslash_in_a_help_is_escaped()
    {
        _meter.CreateCounter<long>("test.slashed", null, @"In C:\new.").Add(1);

        Assert.Equal(@"# HELP test_slashed_total In C:\\new.", Comments("test_slashed_total")[0]);
    }

    [Fact]
    public void An_instrument_without_a_measurement_is_not_written()
    {
        _meter.CreateCounter<long>("test.unused");

        Assert.Empty(Comments("test_unused_total"));
    }

    [Fact]
    public void An_up_down_counter_is_a_gauge()
    {
        var open = _meter.CreateUpDownCounter<long>("test.open");
        open.Add(3);
        open.Add(-1);

        Assert.Equal(["test_open 2"], Samples("test_open"));
    }

    [Fact]
    public void An_observed_counter_is_not_summed_over_reads()
    {
        _meter.CreateObservableCounter("test.observed", static () => 7L);
        _exporter.Write();

        Assert.Equal(["test_observed_total 7"], Samples("test_observed"));
    }

    [Fact]
    public void The_unit_stands_in_the_name()
    {
        _meter.CreateCounter<long>("test.sent", "By").Add(1);

        Assert.Equal(["test_sent_bytes_total 1"], Samples("test_sent"));
    }

    [Fact]
    public void The_buckets_of_a_histogram_are_cumulative()
    {
        var histogram = _meter.CreateHistogram<double>("test.took", "s");
        histogram.Record(0.015);
        histogram.Record(0.03);
        histogram.Record(1000);

        Assert.Equal("0 1 2 2 2 2 2 2 2 2 2 2 2 2 3", string.Join(' ', Samples("test_took_seconds_bucket").Select(static line => line.Split(' ')[1])));
    }

    [Fact]
    public void A_value_on_a_bound_is_in_its_bucket()
    {
        _meter.CreateHistogram<long>("test.bound", "{token}").Record(16);

        Assert.Contains("test_bound_bucket{le=\"16\"} 1", Samples("test_bound"));
    }

    [Fact]
    public void The_last_bucket_of_a_histogram_is_infinite()
    {
        _meter.CreateHistogram<double>("test.last", "s").Record(1000);

        Assert.Equal("test_last_seconds_bucket{le=\"+Inf\"} 1", Samples("test_last_seconds_bucket")[^1]);
    }

    [Fact]
    public void A_histogram_has_its_sum_and_its_count()
    {
        var histogram = _meter.CreateHistogram<double>("test.summed", "s");
        histogram.Record(0.5);
        histogram.Record(1.25);

        Assert.Equal(["test_summed_seconds_sum 1.75", "test_summed_seconds_count 2"], Samples("test_summed")[^2..]);
    }

    [Fact]
    public void The_labels_of_a_histogram_come_before_its_bound()
    {
        _meter.CreateHistogram<double>("test.labelled", "s").Record(1, new KeyValuePair<string, object?>("gen_ai.model", "m"));

        Assert.StartsWith("test_labelled_seconds_bucket{gen_ai_model=\"m\",le=\"0.01\"} 0", Samples("test_labelled")[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_label_s_value_is_escaped()
    {
        _meter.CreateCounter<long>("test.escaped").Add(1, new KeyValuePair<string, object?>("path", "a\\b\"c\nd"));

        Assert.Equal([@"test_escaped_total{path=""a\\b\""c\nd""} 1"], Samples("test_escaped"));
    }

    [Fact]
    public void Labels_with_equal_values_but_other_names_are_other_series()
    {
        var counter = _meter.CreateCounter<long>("test.named");
        counter.Add(1, new KeyValuePair<string, object?>("a", "x"));
        counter.Add(1, new KeyValuePair<string, object?>("b", "x"));

        Assert.Equal(["test_named_total{a=\"x\"} 1", "test_named_total{b=\"x\"} 1"], Samples("test_named"));
    }

    [Fact]
    public void A_stranger_s_meter_is_not_written()
    {
        using var stranger = new Meter("Some.Library");
        stranger.CreateCounter<long>("test.strange").Add(1);

        Assert.Empty(Samples("test_strange"));
    }

    public void Dispose()
    {
        _exporter.Dispose();
        _meter.Dispose();
    }

    private string[] Samples(string name) => [.. _exporter.Write().Split('\n').Where(line => line.StartsWith(name, StringComparison.Ordinal))];

    private string[] Comments(string name) => [.. _exporter.Write().Split('\n').Where(line => line.StartsWith('#') && line.Split(' ')[2] == name)];
}
