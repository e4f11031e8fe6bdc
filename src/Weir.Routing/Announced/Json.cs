using System.Buffers;
using System.Text.Json;

namespace Weir.Routing.Announced;

/// <summary>Members of foreign JSON by the type they should have; absent where they have another.</summary>
internal static class Json
{
    public static JsonElement Object(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Object ? member : default;

    /// <summary>The objects among the members.</summary>
    public static IEnumerable<(string Name, JsonElement Value)> Objects(JsonElement parent) => parent.ValueKind != JsonValueKind.Object ? [] :
        parent.EnumerateObject().Where(static member => member.Value.ValueKind == JsonValueKind.Object).Select(static member => (member.Name, member.Value));

    /// <summary>The texts among the members.</summary>
    public static IReadOnlyDictionary<string, string> Texts(JsonElement parent)
    {
        var texts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (parent.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in parent.EnumerateObject().Where(static member => member.Value.ValueKind == JsonValueKind.String))
            {
                texts[member.Name] = member.Value.GetString()!;
            }
        }

        return texts;
    }

    public static string? Text(JsonElement parent, string name) => Member(parent, name, JsonValueKind.String) is { } text ? text.GetString() : null;

    public static decimal? Number(JsonElement parent, string name) => Member(parent, name, JsonValueKind.Number) is { } number && number.TryGetDecimal(out var value) ? value : null;

    public static bool? Flag(JsonElement parent, string name) =>
        Member(parent, name, JsonValueKind.True) is not null ? true : Member(parent, name, JsonValueKind.False) is not null ? false : null;

    /// <summary>Both objects in one: what is above wins, objects in objects merge.</summary>
    public static JsonElement Merge(JsonElement below, JsonElement above)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(text))
        {
            Write(json, below, above);
        }

        using var document = JsonDocument.Parse(text.WrittenMemory);
        return document.RootElement.Clone();
    }

    private static void Write(Utf8JsonWriter json, JsonElement below, JsonElement above)
    {
        if (below.ValueKind != JsonValueKind.Object || above.ValueKind != JsonValueKind.Object)
        {
            above.WriteTo(json);
            return;
        }

        json.WriteStartObject();
        foreach (var member in below.EnumerateObject().Where(member => !above.TryGetProperty(member.Name, out _)))
        {
            member.WriteTo(json);
        }

        foreach (var member in above.EnumerateObject())
        {
            json.WritePropertyName(member.Name);
            Write(json, below.TryGetProperty(member.Name, out var under) ? under : default, member.Value);
        }

        json.WriteEndObject();
    }

    private static JsonElement? Member(JsonElement parent, string name, JsonValueKind kind) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var member) && member.ValueKind == kind ? member : null;
}
