using System.Text.Json;

namespace Weir.Gateway.Sockets;

/// <summary>Reads which kind of event a JSON message is.</summary>
internal static class EventKind
{
    /// <summary>The value of <c>type</c>, read from the beginning of an event; null while it has not come. Members before it are passed over.</summary>
    /// <param name="start">The event's first bytes.</param>
    /// <param name="whole">True when these are all of its bytes.</param>
    public static string? Of(ReadOnlySpan<byte> start, bool whole)
    {
        var reader = new Utf8JsonReader(start, whole, default);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return null;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isType = reader.ValueTextEquals("type"u8);
                if (!reader.Read())
                {
                    return null;
                }

                if (isType)
                {
                    return reader.TokenType == JsonTokenType.String ? reader.GetString() : "";
                }

                if (!reader.TrySkip())
                {
                    return null;
                }
            }
        }
        catch (JsonException)
        {
            // Not JSON: the client will see what it is.
        }

        return null;
    }
}
