using System.Buffers;
using System.Text.Json;
using Weir.Dialects.Conversations;

namespace Weir.Dialects.Gemini;

/// <summary>Google's older schemas are JSON schemas with types in capitals and <c>nullable</c>.</summary>
internal static class Schemas
{
    /// <summary>The schema as others write it; itself where it is written so already.</summary>
    public static JsonElement FromGoogle(JsonElement schema)
    {
        if (!HasCapitals(schema))
        {
            return schema;
        }

        var buffer = new ArrayBufferWriter<byte>(schema.GetRawText().Length);
        using (var json = Json.Writer(buffer))
        {
            Write(json, schema);
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    private static bool HasCapitals(JsonElement schema) => schema.ValueKind switch
    {
        JsonValueKind.Object => schema.EnumerateObject().Any(static member => (member.Name == "type" && member.Value.AsString() is { } type && type.Any(char.IsAsciiLetterUpper)) || HasCapitals(member.Value)),
        JsonValueKind.Array => schema.EnumerateArray().Any(HasCapitals),
        _ => false,
    };

    private static void Write(Utf8JsonWriter json, JsonElement schema)
    {
        switch (schema.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var member in schema.EnumerateObject())
                {
                    json.WritePropertyName(member.Name);
                    if (member.Name == "type" && member.Value.AsString() is { } type)
                    {
                        json.WriteStringValue(type.ToLowerInvariant());
                    }
                    else
                    {
                        Write(json, member.Value);
                    }
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in schema.EnumerateArray())
                {
                    Write(json, item);
                }

                json.WriteEndArray();
                break;
            default:
                schema.WriteTo(json);
                break;
        }
    }
}
