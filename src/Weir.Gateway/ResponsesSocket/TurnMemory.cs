using System.Buffers;
using System.Text.Json;
using Weir.Dialects.Conversations;

namespace Weir.Gateway.ResponsesSocket;

/// <summary>
/// The last turn of a socket that nobody else keeps (<c>store: false</c>, or a warm-up): what <c>previous_response_id</c> refers to. Lives as long as the socket.
/// </summary>
internal sealed class TurnMemory(long mostBytes)
{
    /// <summary>Items whose id means something only to a provider that keeps answers; without it they say the same.</summary>
    private static readonly string[] IdsToDrop = ["message", "reasoning", "function_call", "custom_tool_call", "web_search_call"];

    private string? _id;
    private ReadOnlyMemory<byte> _items;

    /// <summary>The whole input of a request that goes on from the kept turn, as a JSON array; null when it does not.</summary>
    /// <param name="request">The request.</param>
    public string? Expand(JsonElement request)
    {
        if (_id is null || request.String("previous_response_id") != _id)
        {
            return null;
        }

        var buffer = new ArrayBufferWriter<byte>(_items.Length + 1024);
        using (var json = Json.Writer(buffer))
        {
            json.WriteStartArray();
            foreach (var item in JsonElement.Parse(_items.Span).Items())
            {
                item.WriteTo(json);
            }

            WriteInput(json, request.Member("input"));
            json.WriteEndArray();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Keeps a turn in place of the last one.</summary>
    /// <param name="id">The answer's id.</param>
    /// <param name="input">The turn's whole input.</param>
    /// <param name="output">The answer's items; none for a warm-up.</param>
    public void Keep(string id, JsonElement input, JsonElement output)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = Json.Writer(buffer))
        {
            json.WriteStartArray();
            WriteInput(json, input);
            foreach (var item in output.Items())
            {
                WriteOutput(json, item);
            }

            json.WriteEndArray();
        }

        // A conversation that could not be sent again is not kept.
        (_id, _items) = buffer.WrittenCount <= mostBytes ? (id, buffer.WrittenMemory) : (null, default);
    }

    private static void WriteInput(Utf8JsonWriter json, JsonElement input)
    {
        if (input.AsString() is { } text)
        {
            json.WriteStartObject();
            json.WriteString("type", "message");
            json.WriteString("role", "user");
            json.WriteString("content", text);
            json.WriteEndObject();
        }

        foreach (var item in input.Items())
        {
            item.WriteTo(json);
        }
    }

    private static void WriteOutput(Utf8JsonWriter json, JsonElement item)
    {
        var type = item.String("type");
        if (type == "reasoning" && item.Member("encrypted_content").ValueKind == JsonValueKind.Undefined)
        {
            // Reasoning that was not kept can't be named, and has nothing else to send back.
            return;
        }

        if (!IdsToDrop.Contains(type))
        {
            item.WriteTo(json);
            return;
        }

        json.WriteStartObject();
        foreach (var member in item.Members().Where(static member => member.Name != "id"))
        {
            json.WriteRaw(member.Name, member.Value);
        }

        json.WriteEndObject();
    }
}
