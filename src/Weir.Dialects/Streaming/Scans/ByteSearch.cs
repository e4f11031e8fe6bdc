using System.Text.Json;
using Weir.Dialects.OpenAiChat;
using Weir.Dialects.Usage;

namespace Weir.Dialects.Streaming.Scans;

/// <summary>Finds members in JSON text without parsing all of it. Inside JSON strings a quote is escaped, so a quoted word with a colon behind it can only be a member.</summary>
internal static class ByteSearch
{
    /// <summary>True when the text holds the word.</summary>
    public static bool Has(ReadOnlySpan<byte> json, ReadOnlySpan<byte> word) => json.IndexOf(word) >= 0;

    /// <summary>The text of an object's own member <c>type</c>, which may stand behind others; empty when there is none.</summary>
    public static ReadOnlySpan<byte> TypeOf(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
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

    /// <summary>The first usage object of that (quoted) name that tells tokens.</summary>
    public static bool TryReadUsage(ReadOnlySpan<byte> json, ReadOnlySpan<byte> quotedName, out TokenUsage usage)
    {
        usage = default;
        for (var rest = json; !rest.IsEmpty;)
        {
            rest = After(rest, quotedName);
            if (!rest.IsEmpty && rest[0] == '{' && UsageReader.TryRead(Value(rest), out usage))
            {
                return true;
            }
        }

        return false;
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

    private static ReadOnlySpan<byte> Value(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        try
        {
            reader.Read();
            reader.Skip();
            return json[..(int)reader.BytesConsumed];
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static ReadOnlySpan<byte> After(ReadOnlySpan<byte> json, ReadOnlySpan<byte> quotedName)
    {
        for (var at = json.IndexOf(quotedName); at >= 0; at = json.IndexOf(quotedName))
        {
            json = json[(at + quotedName.Length)..];
            var value = json.TrimStart(" \t\r\n"u8);
            if (!value.IsEmpty && value[0] == ':')
            {
                return value[1..].TrimStart(" \t\r\n"u8);
            }
        }

        return default;
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
