using System.Globalization;
using System.Text;

namespace Weir.Gateway.Telemetry;

/// <summary>One combination of labels and its values. The family's lock guards it.</summary>
internal sealed class MetricSeries(KeyValuePair<string, object?>[] tags, int buckets)
{
    private readonly long[] _buckets = new long[buckets];
    private double _sum;
    private long _count;

    public bool Has(ReadOnlySpan<KeyValuePair<string, object?>> other)
    {
        if (other.Length != tags.Length)
        {
            return false;
        }

        for (var i = 0; i < tags.Length; i++)
        {
            if (!string.Equals(tags[i].Key, other[i].Key, StringComparison.Ordinal) ||
                (!ReferenceEquals(tags[i].Value, other[i].Value) && !Equals(tags[i].Value, other[i].Value)))
            {
                return false;
            }
        }

        return true;
    }

    public void Note(double value, bool isAbsolute, double[]? bounds)
    {
        if (bounds is null)
        {
            _sum = isAbsolute ? value : _sum + value;
            return;
        }

        var bucket = 0;
        while (bucket < bounds.Length && value > bounds[bucket])
        {
            bucket++;
        }

        _buckets[bucket]++;
        _sum += value;
        _count++;
    }

    public void WriteTo(StringBuilder text, string name, double[]? bounds)
    {
        var labels = Labels();
        if (bounds is null)
        {
            text.Append(name).Append(labels.Length > 0 ? $"{{{labels}}}" : "").Append(' ').Append(PrometheusExporter.Number(_sum)).Append('\n');
            return;
        }

        long below = 0;
        for (var i = 0; i < _buckets.Length; i++)
        {
            below += _buckets[i];
            var bound = i < bounds.Length ? PrometheusExporter.Number(bounds[i]) : "+Inf";
            text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{{labels}{(labels.Length > 0 ? "," : "")}le=\"{bound}\"}} {below}\n");
        }

        var braces = labels.Length > 0 ? $"{{{labels}}}" : "";
        text.Append(CultureInfo.InvariantCulture, $"{name}_sum{braces} {PrometheusExporter.Number(_sum)}\n{name}_count{braces} {_count}\n");
    }

    private string Labels() => string.Join(",", tags.Select(static tag =>
        $"{string.Concat(tag.Key.Select(static c => char.IsAsciiLetterOrDigit(c) ? c : '_'))}=\"{Escape(tag.Value)}\""));

    private static string Escape(object? value) =>
        (Convert.ToString(value, CultureInfo.InvariantCulture) ?? "").Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
