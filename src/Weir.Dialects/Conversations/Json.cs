using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Weir.Dialects.Conversations;

/// <summary>Small tools for reading and writing JSON that all dialects share.</summary>
public static class Json
{
    /// <summary>Bodies are never put into a web page: quotes and other languages stay readable, and as short as they came.</summary>
    public static JsonWriterOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>A writer with <see cref="Options"/>.</summary>
    public static Utf8JsonWriter Writer(IBufferWriter<byte> to) => new(to, Options);

    /// <summary>Parses JSON into an element that owns its memory.</summary>
    /// <exception cref="DialectException">It is not JSON, or deeper than 64 levels.</exception>
    public static JsonElement Parse(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return JsonElement.Parse(utf8);
        }
        catch (JsonException exception)
        {
            throw DialectException.Invalid($"The body is not valid JSON (line {exception.LineNumber + 1}, byte {exception.BytePositionInLine}).");
        }
    }

    /// <summary>Parses JSON text; null when it is none.</summary>
    public static JsonElement? TryParse(string text)
    {
        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A JSON string as an element.</summary>
    public static JsonElement Text(string text)
    {
        var buffer = new ArrayBufferWriter<byte>(text.Length + 16);
        using (var json = Writer(buffer))
        {
            json.WriteStringValue(text);
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    /// <summary>A member's value; <see cref="JsonValueKind.Undefined"/> when it is missing, null, or this is no object.</summary>
    public static JsonElement Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : default;

    /// <summary>A text member, or null.</summary>
    public static string? String(this JsonElement element, string name) => element.Member(name).AsString();

    /// <summary>A whole-number member, or null.</summary>
    public static int? Int(this JsonElement element, string name) => element.Member(name).AsInt();

    /// <summary>A truth member, or null.</summary>
    public static bool? Bool(this JsonElement element, string name) => element.Member(name).AsBool();

    /// <summary>The text, or null when this is none.</summary>
    public static string? AsString(this JsonElement element) => element.ValueKind == JsonValueKind.String ? element.GetString() : null;

    /// <summary>The whole number (1.0 counts as one), or null.</summary>
    public static int? AsInt(this JsonElement element) =>
        element.ValueKind != JsonValueKind.Number ? null : element.TryGetInt32(out var whole) ? whole : element.TryGetDouble(out var number) && number == Math.Truncate(number) && Math.Abs(number) <= int.MaxValue ? (int)number : null;

    /// <summary>The whole number, or null.</summary>
    public static long? AsLong(this JsonElement element) => element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out var whole) ? whole : null;

    /// <summary>The number, or null.</summary>
    public static double? AsDouble(this JsonElement element) => element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out var number) ? number : null;

    /// <summary>True, false, or null when this is neither.</summary>
    public static bool? AsBool(this JsonElement element) => element.ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null };

    /// <summary>The items of an array; none when this is no array.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element) => element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : [];

    /// <summary>The members of an object; none when this is no object.</summary>
    public static IEnumerable<JsonProperty> Members(this JsonElement element) => element.ValueKind == JsonValueKind.Object ? element.EnumerateObject() : [];

    /// <summary>Writes a member as it came, byte for byte.</summary>
    public static void WriteRaw(this Utf8JsonWriter json, string name, JsonElement value)
    {
        ArgumentNullException.ThrowIfNull(json);
        json.WritePropertyName(name);
        json.WriteRawValue(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(value), skipInputValidation: true);
    }

    /// <summary>Writes a member unless its value is null.</summary>
    public static void WriteOptional(this Utf8JsonWriter json, string name, string? value)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    /// <inheritdoc cref="WriteOptional(Utf8JsonWriter, string, string)"/>
    public static void WriteOptional(this Utf8JsonWriter json, string name, double? value)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }

    /// <inheritdoc cref="WriteOptional(Utf8JsonWriter, string, string)"/>
    public static void WriteOptional(this Utf8JsonWriter json, string name, long? value)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }

    /// <inheritdoc cref="WriteOptional(Utf8JsonWriter, string, string)"/>
    public static void WriteOptional(this Utf8JsonWriter json, string name, bool? value)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (value is { } truth)
        {
            json.WriteBoolean(name, truth);
        }
    }
}
