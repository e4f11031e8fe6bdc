using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Weir.Routing.Configuration.Keys;
using Weir.Routing.Configuration.Values;

namespace Weir.Routing.Configuration;

/// <summary>The JSON Schema of weir.yaml, for editors; made from the table of keys that the checks use.</summary>
public static class ConfigSchema
{
    private const string Substitution = "substitution";

    /// <summary>The schema, draft 2020-12, indented, with a line end at the end. Always the same text.</summary>
    public static string Write()
    {
        using var stream = new MemoryStream();
        var options = new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var json = new Utf8JsonWriter(stream, options))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
            json.WriteString("title", "weir.yaml");
            WriteBlock(json, KeyTable.Root);
            json.WriteStartObject("$defs");
            WriteSubstitution(json);
            foreach (var block in KeyTable.Blocks.Skip(1))
            {
                json.WriteStartObject(block.Name);
                WriteBlock(json, block);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void WriteBlock(Utf8JsonWriter json, KeyBlock block)
    {
        json.WriteString("description", block.Description);
        json.WriteString("type", "object");
        json.WriteBoolean("additionalProperties", false);
        if (block.Keys.Any(static rule => rule.Required))
        {
            json.WriteStartArray("required");
            foreach (var rule in block.Keys.Where(static rule => rule.Required))
            {
                json.WriteStringValue(rule.Name);
            }

            json.WriteEndArray();
        }

        json.WriteStartObject("properties");
        foreach (var rule in block.Keys)
        {
            json.WriteStartObject(rule.Name);
            json.WriteString("description", rule.Description);
            WriteValue(json, rule);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, KeyRule rule)
    {
        switch (rule.Kind)
        {
            case ValueKind.Block:
                WriteBlockReference(json, rule.Block!);
                break;
            case ValueKind.BlockList:
                WriteNested(json, "array", "items", () => WriteBlockReference(json, rule.Block!));
                break;
            case ValueKind.BlockMap:
                WriteNested(json, "object", "additionalProperties", () => WriteBlockReference(json, rule.Block!));
                break;
            case ValueKind.TextList:
                WriteNested(json, "array", "items", () => WriteScalar(json, rule));
                break;
            case ValueKind.TextMap:
                WriteNested(json, "object", "additionalProperties", () => WriteScalar(json, rule));
                break;
            case ValueKind.IntegerList:
                WriteNested(json, "array", "items", () => WriteScalar(json, rule with { Kind = ValueKind.Integer }));
                break;
            case ValueKind.IntegerMap:
                WriteNested(json, "object", "additionalProperties", () => WriteScalar(json, rule with { Kind = ValueKind.Integer }));
                break;
            default:
                WriteScalar(json, rule);
                break;
        }
    }

    private static void WriteNested(Utf8JsonWriter json, string type, string inner, Action write)
    {
        json.WriteString("type", type);
        json.WriteStartObject(inner);
        write();
        json.WriteEndObject();
    }

    private static void WriteBlockReference(Utf8JsonWriter json, KeyBlock block)
    {
        if (block.ShortFor is null)
        {
            json.WriteString("$ref", $"#/$defs/{block.Name}");
            return;
        }

        json.WriteStartArray("anyOf");
        json.WriteStartObject();
        json.WriteString("type", "string");
        json.WriteEndObject();
        WriteReference(json, block.Name);
        json.WriteEndArray();
    }

    private static void WriteScalar(Utf8JsonWriter json, KeyRule rule)
    {
        json.WriteStartArray("anyOf");
        json.WriteStartObject();
        WriteConstraints(json, rule);
        json.WriteEndObject();
        WriteReference(json, Substitution);
        json.WriteEndArray();
    }

    private static void WriteConstraints(Utf8JsonWriter json, KeyRule rule)
    {
        if (rule.Allowed is { } allowed)
        {
            json.WriteStartArray("enum");
            foreach (var value in allowed)
            {
                json.WriteStringValue(value);
                if (decimal.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out var number))
                {
                    json.WriteNumberValue(number);
                }
            }

            json.WriteEndArray();
            return;
        }

        switch (rule.Kind)
        {
            case ValueKind.Integer or ValueKind.Number:
                json.WriteString("type", rule.Kind == ValueKind.Integer ? "integer" : "number");
                WriteBound(json, "minimum", rule.Min);
                WriteBound(json, "maximum", rule.Max);
                return;
            case ValueKind.Boolean:
                json.WriteString("type", "boolean");
                return;
            case ValueKind.TextMap or ValueKind.TextList or ValueKind.Text or ValueKind.Secret:
                json.WriteStartArray("type");
                json.WriteStringValue("string");
                json.WriteStringValue("number");
                json.WriteStringValue("boolean");
                json.WriteEndArray();
                return;
            default:
                json.WriteString("type", "string");
                json.WriteString("pattern", rule.Kind switch
                {
                    ValueKind.Duration => Durations.Pattern,
                    ValueKind.Name => @"^[^/\s]+$",
                    _ => "^https?://",
                });
                return;
        }
    }

    private static void WriteBound(Utf8JsonWriter json, string name, decimal? bound)
    {
        if (bound is { } value)
        {
            json.WriteNumber(name, value);
        }
    }

    private static void WriteReference(Utf8JsonWriter json, string name)
    {
        json.WriteStartObject();
        json.WriteString("$ref", $"#/$defs/{name}");
        json.WriteEndObject();
    }

    private static void WriteSubstitution(Utf8JsonWriter json)
    {
        json.WriteStartObject(Substitution);
        json.WriteString("description", "A value from elsewhere: ${VAR}, ${VAR:-default}, {env: NAME}, {file: PATH}.");
        json.WriteStartArray("anyOf");
        json.WriteStartObject();
        json.WriteString("type", "string");
        json.WriteString("pattern", @"\$\{|\{(env|file):");
        json.WriteEndObject();
        json.WriteStartObject();
        json.WriteString("type", "object");
        json.WriteNumber("minProperties", 1);
        json.WriteNumber("maxProperties", 1);
        json.WriteStartObject("patternProperties");
        json.WriteStartObject("^(env|file)(:.*)?$");
        json.WriteStartArray("type");
        json.WriteStringValue("string");
        json.WriteStringValue("null");
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteBoolean("additionalProperties", false);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
