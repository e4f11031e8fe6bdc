using System.Text.Json;
using Weir.Dialects.OpenAiChat;
using Weir.Dialects.Usage;

namespace Weir.Dialects.Streaming.Scans;

/// <summary>Finds members in JSON text without parsing all of it. Inside JSON strings a quote is escaped, so a quoted word with a colon behind it can only be a member.</summary>
internal static class ByteSearch
{
    // A client's schema, told again, may be as deep as it likes: what stands behind it counts all the same.
    private static readonly JsonReaderOptions AnyDepth = new() { MaxDepth = int.MaxValue };

    /// <summary>True when the text holds the word.</summary>
    public static bool Has(ReadOnlySpan<byte> json, ReadOnlySpan<byte> word) => json.IndexOf(word) >= 0;

    /// <summary>The text of an object's own member <c>type</c>, which may stand behind others; empty when there is none.</summary>
    public static ReadOnlySpan<byte> TypeOf(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, AnyDepth);
        try
        {
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isType = reader.ValueTextEquals("type"u8);
                reader.Read();
                if (isType && reader.TokenType == JsonTokenType.String)
                {
                    return reader.ValueSpan;
                }

                reader.Skip();
            }
        }
        catch (JsonException)
        {
            // Not JSON: passed on as it is, and nothing that we could name.
        }

        return default;
    }

    /// <summary>The usage of an event, where vendors tell it (<see cref="UsagePlaces"/>); the top's own before one that a member holds.</summary>
    public static bool TryReadUsage(ReadOnlySpan<byte> json, UsageName name, out TokenUsage usage)
    {
        usage = default;
        if (!HasObject(json, name == UsageName.Usage ? "\"usage\""u8 : "\"usageMetadata\""u8))
        {
            return false;
        }

        var reader = new Utf8JsonReader(json, AnyDepth);
        var found = false;
        try
        {
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var member = UsagePlaces.NameOf(reader.ValueSpan);
                reader.Read();
                if (member == name && TryReadUsage(ref reader, json, out var own))
                {
                    usage = own;
                    return true;
                }

                if (member.HoldsUsage())
                {
                    found |= ReadHeld(ref reader, json, name, ref usage);
                }

                reader.Skip();
            }
        }
        catch (JsonException)
        {
            // Not JSON, or cut: what was told before counts.
        }

        return found;
    }

    /// <summary>Length of all string values of members of that name, which ends in a colon.</summary>
    public static int StringBytes(ReadOnlySpan<byte> json, ReadOnlySpan<byte> member)
    {
        var sum = 0;
        for (var at = json.IndexOf(member); at >= 0; at = json.IndexOf(member))
        {
            json = json[(at + member.Length)..];
            sum += StringLength(json);
        }

        return sum;
    }

    /// <summary>True when a member of that (quoted) name is an object: most events of a stream have <c>null</c> there, and are not read any further.</summary>
    private static bool HasObject(ReadOnlySpan<byte> json, ReadOnlySpan<byte> quotedName)
    {
        for (var at = json.IndexOf(quotedName); at >= 0; at = json.IndexOf(quotedName))
        {
            json = json[(at + quotedName.Length)..];
            var value = json.TrimStart(": \t\r\n"u8);
            if (!value.IsEmpty && value[0] == '{')
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Reads the usage of an object, or the last one of an array's objects.</summary>
    private static bool ReadHeld(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, UsageName name, ref TokenUsage usage)
    {
        var found = false;
        var depth = reader.CurrentDepth;
        var members = reader.TokenType == JsonTokenType.StartArray ? depth + 2 : depth + 1;
        if (reader.TokenType is not (JsonTokenType.StartArray or JsonTokenType.StartObject))
        {
            return false;
        }

        while (reader.Read() && reader.CurrentDepth > depth)
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
            {
                continue;
            }

            var member = UsagePlaces.NameOf(reader.ValueSpan);
            reader.Read();
            if (reader.CurrentDepth == members && member == name && TryReadUsage(ref reader, json, out var held))
            {
                usage = held;
                found = true;
            }

            reader.Skip();
        }

        return found;
    }

    private static bool TryReadUsage(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, out TokenUsage usage)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return UsageReader.TryRead(json[start..(int)reader.BytesConsumed], out usage);
    }

    /// <summary>Length of the string that <paramref name="json"/> begins with; 0 when it begins with something else.</summary>
    private static int StringLength(ReadOnlySpan<byte> json)
    {
        var value = json.TrimStart((byte)' ');
        if (value.IsEmpty || value[0] != '"')
        {
            return 0;
        }

        value = value[1..];
        for (var end = 0; end < value.Length; end++)
        {
            var next = value[end..].IndexOfAny((byte)'"', (byte)'\\');
            if (next < 0)
            {
                return value.Length;
            }

            end += next;
            if (value[end] == '"')
            {
                return end;
            }

            end++;
        }

        return value.Length;
    }
}
