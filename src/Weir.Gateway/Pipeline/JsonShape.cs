using System.Text.Json;

namespace Weir.Gateway.Pipeline;

/// <summary>Asks a JSON document for its outline.</summary>
internal static class JsonShape
{
    /// <summary>True when this is one whole JSON object.</summary>
    public static bool IsObject(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        try
        {
            return reader.Read() && reader.TokenType == JsonTokenType.StartObject && reader.TrySkip() && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>True when an object may begin here.</summary>
    public static bool BeginsObject(ReadOnlySpan<byte> json) => json.TrimStart(" \t\r\n\uFEFF"u8) is [(byte)'{', ..];

    /// <summary>True when the document is an object with an object <paramref name="member"/> at its top.</summary>
    public static bool HasObject(ReadOnlySpan<byte> json, ReadOnlySpan<byte> member)
    {
        var reader = new Utf8JsonReader(json);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isMember = reader.ValueTextEquals(member);
                reader.Read();
                if (isMember)
                {
                    return reader.TokenType == JsonTokenType.StartObject;
                }

                reader.Skip();
            }
        }
        catch (JsonException)
        {
            // Not JSON.
        }

        return false;
    }
}
