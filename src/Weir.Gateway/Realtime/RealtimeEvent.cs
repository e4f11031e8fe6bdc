using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Usage;

namespace Weir.Gateway.Realtime;

/// <summary>What the gateway reads of a server's events: their kind, and the bill in <c>response.done</c>.</summary>
internal static class RealtimeEvent
{
    /// <summary>The kind that carries a bill.</summary>
    public const string ResponseDone = "response.done";

    /// <summary>The value of <c>type</c>, read from the beginning of an event; null while it has not come. Members before it are passed over.</summary>
    /// <param name="start">The event's first bytes.</param>
    /// <param name="whole">True when these are all of its bytes.</param>
    public static string? TypeOf(ReadOnlySpan<byte> start, bool whole)
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

    /// <summary>The bill in a whole <c>response.done</c>; null when the event is not JSON.</summary>
    public static RealtimeBill? ReadBill(ReadOnlySpan<byte> whole)
    {
        try
        {
            var response = JsonElement.Parse(whole).Member("response");
            return new RealtimeBill(RealtimeUsage.Read(response.Member("usage")), response.String("status") == "failed");
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>One <c>response.done</c>, as the ledger needs it.</summary>
/// <param name="Usage">What the response used.</param>
/// <param name="Failed">True when the server says that it failed.</param>
internal sealed record RealtimeBill(TokenUsage Usage, bool Failed);
