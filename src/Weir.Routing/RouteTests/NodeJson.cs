using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Weir.Routing.Configuration.Yaml;

namespace Weir.Routing.RouteTests;

/// <summary>YAML to JSON, by the rules of YAML's core schema for what stands without quotes.</summary>
internal static class NodeJson
{
    public static JsonElement Of(ConfigNode node)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output))
        {
            Write(node, json);
        }

        using var document = JsonDocument.Parse(output.WrittenMemory);
        return document.RootElement.Clone();
    }

    private static void Write(ConfigNode node, Utf8JsonWriter json)
    {
        switch (node.Kind)
        {
            case NodeKind.Mapping:
                json.WriteStartObject();
                foreach (var (key, value) in node.Entries)
                {
                    json.WritePropertyName(key.Text);
                    Write(value, json);
                }

                json.WriteEndObject();
                break;
            case NodeKind.List:
                json.WriteStartArray();
                foreach (var item in node.Items)
                {
                    Write(item, json);
                }

                json.WriteEndArray();
                break;
            default:
                WriteScalar(node, json);
                break;
        }
    }

    private static void WriteScalar(ConfigNode node, Utf8JsonWriter json)
    {
        if (node.IsNull || node.Kind == NodeKind.Refused)
        {
            json.WriteNullValue();
        }
        else if (node.IsPlain && node.Text is "true" or "false")
        {
            json.WriteBooleanValue(node.Text == "true");
        }
        else if (node.IsPlain && decimal.TryParse(node.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            json.WriteNumberValue(number);
        }
        else
        {
            json.WriteStringValue(node.Text);
        }
    }
}
