using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Weir.Gateway.Telemetry;

/// <summary>Gathers the meters of the gateway, of the web server and of the runtime, and writes them as Prometheus text (format 0.0.4).</summary>
internal sealed class PrometheusExporter : IDisposable
{
    private static readonly string[] Meters =
        [TelemetryNames.Source, "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];

    private readonly MeterListener _listener = new();
    private readonly Lock _lock = new();
    private readonly List<MetricFamily> _families = [];

    public PrometheusExporter()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (Meters.Contains(instrument.Meter.Name))
            {
                var family = new MetricFamily(instrument);
                lock (_lock)
                {
                    _families.Add(family);
                }

                listener.EnableMeasurementEvents(instrument, family);
            }
        };
        _listener.SetMeasurementEventCallback<double>(static (_, value, tags, state) => ((MetricFamily)state!).Note(value, tags));
        _listener.SetMeasurementEventCallback<long>(static (_, value, tags, state) => ((MetricFamily)state!).Note(value, tags));
        _listener.SetMeasurementEventCallback<int>(static (_, value, tags, state) => ((MetricFamily)state!).Note(value, tags));
        _listener.Start();
    }

    public string Write()
    {
        _listener.RecordObservableInstruments();
        MetricFamily[] families;
        lock (_lock)
        {
            families = [.. _families];
        }

        var text = new StringBuilder(4096);
        foreach (var family in families.OrderBy(static family => family.Name, StringComparer.Ordinal))
        {
            family.WriteTo(text);
        }

        return text.ToString();
    }

    public void Dispose() => _listener.Dispose();

    internal static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
