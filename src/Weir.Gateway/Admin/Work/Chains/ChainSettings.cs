using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Weir.Gateway.Admin.Chains;

namespace Weir.Gateway.Admin.Work.Chains;

/// <summary>A chain's order in the words of weir.yaml, as saved chains are kept.</summary>
internal static class ChainSettings
{
    public static string Of(ChainOrder order)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            List(json, "targets", order.Targets);
            Text(json, "strategy", order.Strategy);
            if (order.Weights is { Count: > 0 } weights)
            {
                json.WriteStartObject("weights");
                foreach (var (target, share) in weights)
                {
                    json.WriteNumber(target, share);
                }

                json.WriteEndObject();
            }

            if (order.Retries is { } retries)
            {
                json.WriteNumber("retries", retries);
            }

            if (order.MoveOn is { } kinds)
            {
                List(json, "move_on", kinds);
            }

            Text(json, "deadline", order.DeadlineSeconds is { } seconds ? ((decimal)Math.Clamp(seconds, -1e9, 1e9)).ToString(CultureInfo.InvariantCulture) + "s" : null);
            if (order.AskBeforeSwitching is { } asks)
            {
                json.WriteBoolean("ask_before_switching", asks);
            }

            Text(json, "on_cut", order.OnCut);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static void Text(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static void List(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
