using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Weir.Routing.Wires;

namespace Weir.Gateway.Upstream;

/// <summary>Carries out a <see cref="BodyEdit"/>: members that it does not name keep their bytes and their order.</summary>
internal static class BodyEditor
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The edited body.</summary>
    /// <param name="body">A JSON object; checked before.</param>
    /// <param name="edit">The changes.</param>
    public static ReadOnlyMemory<byte> Apply(ReadOnlySpan<byte> body, BodyEdit edit)
    {
        var output = new ArrayBufferWriter<byte>(body.Length + 256);
        using (var json = new Utf8JsonWriter(output, Options))
        {
            var present = Names(body);
            var reader = new Utf8JsonReader(body);
            reader.Read();
            json.WriteStartObject();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString()!;
                reader.Read();
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                var value = body[start..(int)reader.BytesConsumed];
                if (NewName(edit, name, present) is { } kept)
                {
                    json.WritePropertyName(kept);
                    json.WriteRawValue(value, skipInputValidation: true);
                }
            }

            foreach (var (name, value) in edit.Set.Concat(edit.Default.Where(member => !present.Contains(member.Key))))
            {
                json.WritePropertyName(name);
                json.WriteRawValue(value, skipInputValidation: true);
            }

            json.WriteEndObject();
        }

        return output.WrittenMemory;
    }

    /// <summary>What a member is called afterwards; null when it goes.</summary>
    private static string? NewName(BodyEdit edit, string name, HashSet<string> present)
    {
        if (edit.Remove.Contains(name) || edit.Set.Any(member => member.Key == name))
        {
            return null;
        }

        foreach (var (old, renamed) in edit.Rename)
        {
            if (old == name)
            {
                return present.Contains(renamed) ? null : renamed;
            }
        }

        return name;
    }

    private static HashSet<string> Names(ReadOnlySpan<byte> body)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var reader = new Utf8JsonReader(body);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            names.Add(reader.GetString()!);
            reader.Skip();
        }

        return names;
    }
}
