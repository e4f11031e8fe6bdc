using System.Buffers;
using System.Text.Json;
using Weir.Metering.Alerts;

namespace Weir.Gateway.Alerts;

/// <summary>An alert as webhooks and commands get it. Of one alert always the same bytes.</summary>
internal static class AlertMessage
{
    public static ReadOnlyMemory<byte> Of(Alert alert)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("type", "alert." + alert.Kind);
            json.WriteString("timestamp", alert.RaisedAt);
            json.WriteStartObject("data");
            json.WriteString("id", alert.Id);
            json.WriteString("kind", alert.Kind);
            json.WriteString("subject", alert.Subject);
            json.WriteString("message", alert.Message);
            json.WritePropertyName("facts");
            json.WriteRawValue(alert.Facts.Length == 0 ? "{}" : alert.Facts);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
