using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Weir.Routing.Configuration;

/// <summary>The JSON schema of weir.yaml, for editors; made from the same table that the checks go by.</summary>
public static class ConfigSchema
{
    /// <summary>Writes it (draft 2020-12), indented, ending in a line break.</summary>
    public static string Write()
    {
        var buffer = new ArrayBufferWriter<byte>(32 * 1024);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
            json.WriteString("title", "weir.yaml, version 2");
            Write(json, ConfigShape.Root);
            json.WriteStartObject("$defs");
            json.WriteStartObject("substitution");
            WriteSubstitution(json);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    private static void Write(Utf8JsonWriter json, Shape shape)
    {
        json.WriteString("description", shape.About);
        switch (shape)
        {
            case MapShape map:
                WriteMap(json, map);
                break;
            case NamedShape named:
                json.WriteString("type", "object");
                json.WriteStartObject("additionalProperties");
                Write(json, named.Value);
                json.WriteEndObject();
                break;
            case ListShape list:
                json.WriteString("type", "array");
                json.WriteStartObject("items");
                Write(json, list.Item);
                json.WriteEndObject();
                break;
            case TextOrMapShape both:
                json.WriteStartArray("anyOf");
                json.WriteStartObject();
                json.WriteString("type", "string");
                json.WriteEndObject();
                json.WriteStartObject();
                Write(json, both.Map);
                json.WriteEndObject();
                json.WriteEndArray();
                break;
            default:
                WriteScalar(json, shape);
                break;
        }
    }

    private static void WriteMap(Utf8JsonWriter json, MapShape map)
    {
        json.WriteString("type", "object");
        json.WriteBoolean("additionalProperties", false);
        json.WriteStartObject("properties");
        foreach (var (key, value) in map.Keys)
        {
            json.WriteStartObject(key);
            Write(json, value);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteStartArray("required");
        foreach (var key in map.Required)
        {
            json.WriteStringValue(key);
        }

        json.WriteEndArray();
    }

    /// <summary>Every scalar may also be a substitution, as text or as a mapping such as <c>{env: NAME}</c>.</summary>
    private static void WriteScalar(Utf8JsonWriter json, Shape shape)
    {
        json.WriteStartArray("anyOf");
        json.WriteStartObject();
        switch (shape)
        {
            case NumberShape number:
                json.WriteString("type", number.Whole ? "integer" : "number");
                json.WriteNumber("minimum", number.Min);
                json.WriteNumber("maximum", number.Max);
                break;
            case FlagShape:
                json.WriteString("type", "boolean");
                break;
            case TextShape { Allowed: { Length: > 0 } allowed }:
                json.WriteStartArray("enum");
                foreach (var value in allowed)
                {
                    json.WriteStringValue(value);
                }

                json.WriteEndArray();
                break;
            case AnyShape:
                break;
            default:
                json.WriteString("type", "string");
                break;
        }

        json.WriteEndObject();
        json.WriteStartObject();
        json.WriteString("$ref", "#/$defs/substitution");
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteSubstitution(Utf8JsonWriter json)
    {
        json.WriteStartArray("anyOf");
        json.WriteStartObject();
        json.WriteString("type", "string");
        json.WriteString("pattern", @"\$\{[A-Za-z0-9_]+(:-[^}]*)?\}|^\{(env|file|keychain):[^}]+\}$");
        json.WriteEndObject();
        json.WriteStartObject();
        json.WriteString("type", "object");
        json.WriteNumber("minProperties", 1);
        json.WriteNumber("maxProperties", 1);
        json.WriteStartObject("propertyNames");
        json.WriteStartArray("enum");
        json.WriteStringValue("env");
        json.WriteStringValue("file");
        json.WriteStringValue("keychain");
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
