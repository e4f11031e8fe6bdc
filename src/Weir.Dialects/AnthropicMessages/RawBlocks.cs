using System.Buffers;
using System.Text.Json;
using Weir.Dialects.Conversations;

namespace Weir.Dialects.AnthropicMessages;

/// <summary>Changes to objects that are otherwise kept as they came.</summary>
internal static class RawBlocks
{
    /// <summary>The first object with the members of the second laid over it; <c>type</c> stays the first's.</summary>
    public static JsonElement Merge(JsonElement first, JsonElement second)
    {
        if (first.ValueKind != JsonValueKind.Object || second.ValueKind != JsonValueKind.Object)
        {
            return second.ValueKind == JsonValueKind.Object ? second.Clone() : first;
        }

        return Build(json =>
        {
            foreach (var member in first.EnumerateObject())
            {
                var replaced = member.Name == "type" ? default : second.Member(member.Name);
                json.WriteRaw(member.Name, replaced.ValueKind == JsonValueKind.Undefined ? member.Value : replaced);
            }

            foreach (var member in second.EnumerateObject())
            {
                if (!first.TryGetProperty(member.Name, out _))
                {
                    json.WriteRaw(member.Name, member.Value);
                }
            }
        });
    }

    /// <summary>The block with an input that came as text.</summary>
    public static JsonElement WithInput(JsonElement block, string input) => Build(json =>
    {
        foreach (var member in block.EnumerateObject())
        {
            if (member.Name != "input")
            {
                json.WriteRaw(member.Name, member.Value);
            }
        }

        json.WritePropertyName("input");
        json.WriteRawValue(Json.TryParse(input) is { ValueKind: JsonValueKind.Object } ? input : "{}", skipInputValidation: true);
    });

    private static JsonElement Build(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = Json.Writer(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }
}
