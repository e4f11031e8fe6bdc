using System.Diagnostics.Metrics;
using System.Text;

namespace Weir.Gateway.Telemetry;

/// <summary>One instrument and its series.</summary>
internal sealed class MetricFamily
{
    private readonly Lock _lock = new();
    private readonly List<MetricSeries> _series = [];
    private readonly double[]? _bounds;
    private readonly bool _isGauge;
    private readonly bool _isAbsolute;
    private readonly string _help;

    public MetricFamily(Instrument instrument)
    {
        var kind = instrument.GetType().Name;
        _isGauge = kind.Contains("Gauge", StringComparison.Ordinal) || kind.Contains("UpDown", StringComparison.Ordinal);
        _isAbsolute = kind.StartsWith("Observable", StringComparison.Ordinal) || (kind.Contains("Gauge", StringComparison.Ordinal));
        _bounds = kind.StartsWith("Histogram", StringComparison.Ordinal) ? MetricBounds.For(instrument.Unit) : null;
        _help = instrument.Description ?? instrument.Name;
        Name = NameOf(instrument, isCounter: _bounds is null && !_isGauge);
    }

    public string Name { get; }

    public void Note(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        lock (_lock)
        {
            SeriesOf(tags).Note(value, _isAbsolute, _bounds);
        }
    }

    public void WriteTo(StringBuilder text)
    {
        lock (_lock)
        {
            if (_series.Count == 0)
            {
                return;
            }

            text.Append("# HELP ").Append(Name).Append(' ').Append(_help.Replace("\\", "\\\\", StringComparison.Ordinal).Replace('\n', ' ')).Append('\n');
            text.Append("# TYPE ").Append(Name).Append(' ').Append(_bounds is not null ? "histogram" : _isGauge ? "gauge" : "counter").Append('\n');
            foreach (var series in _series)
            {
                series.WriteTo(text, Name, _bounds);
            }
        }
    }

    private static string NameOf(Instrument instrument, bool isCounter)
    {
        var name = string.Concat(instrument.Name.Select(static c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
        name += instrument.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" };
        return isCounter ? name + "_total" : name;
    }

    /// <summary>The series of these tags. There are few, so a walk beats building a key.</summary>
    private MetricSeries SeriesOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var series in _series)
        {
            if (series.Has(tags))
            {
                return series;
            }
        }

        var added = new MetricSeries([.. tags], (_bounds?.Length ?? 0) + 1);
        _series.Add(added);
        return added;
    }
}

/// <summary>Histogram bounds by unit, after the conventions for generative AI.</summary>
internal static class MetricBounds
{
    private static readonly double[] Seconds = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92];
    private static readonly double[] Tokens = [1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304];

    public static double[] For(string? unit) => unit == "{token}" ? Tokens : Seconds;
}
