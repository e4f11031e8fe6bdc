using System.Text.Json;

namespace Weir.Gateway.Pipeline;

/// <summary>Asks a JSON document for its outline.</summary>
internal static class JsonShape
{
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
