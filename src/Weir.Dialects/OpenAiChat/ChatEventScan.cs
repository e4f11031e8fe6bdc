using System.Text.Json;
using Weir.Dialects.Streaming.Scans;
using Weir.Dialects.Usage;

namespace Weir.Dialects.OpenAiChat;

/// <summary>What matters of one event of an OpenAI-shaped stream, told by searching its bytes; only what is found is parsed.</summary>
public readonly ref struct ChatEventScan
{
    private ChatEventScan(ReadOnlySpan<byte> data)
    {
        Data = data;
    }

    /// <summary>The JSON of the event.</summary>
    public ReadOnlySpan<byte> Data { get; }

    /// <summary>The closing <c>[DONE]</c>.</summary>
    public bool IsDone => Data.SequenceEqual("[DONE]"u8);

    public static ChatEventScan Of(ReadOnlySpan<byte> data) => new(data);

    /// <summary>The usage in this event, if it tells any.</summary>
    public bool TryReadUsage(out TokenUsage usage) => ByteSearch.TryReadUsage(Data, UsageName.Usage, out usage);

    /// <summary>True for the chunk that carries nothing but usage: <c>choices</c> is there and empty.</summary>
    public bool HasNoChoices()
    {
        var at = Data.IndexOf("\"choices\""u8);
        if (at < 0)
        {
            return false;
        }

        var value = Data[(at + "\"choices\""u8.Length)..].TrimStart(" \t:"u8);
        return !value.IsEmpty && value[0] == '[' && value[1..].TrimStart(" \t"u8).StartsWith("]"u8);
    }

    /// <summary>True when a choice in the event (or in one of several events) is finished.</summary>
    public bool HasFinishReason()
    {
        for (var rest = Data; rest.IndexOf("\"finish_reason\""u8) is var at and >= 0;)
        {
            rest = rest[(at + "\"finish_reason\""u8.Length)..];
            var value = rest.TrimStart(" \t:"u8);
            if (value.Length > 1 && value[0] == '"' && value[1] != '"')
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when the event has a member <c>error</c> at its top that is not null.</summary>
    public bool IsError()
    {
        if (Data.IndexOf("\"error\""u8) < 0)
        {
            return false;
        }

        var reader = new Utf8JsonReader(Data);
        try
        {
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isError = reader.ValueTextEquals("error"u8);
                reader.Read();
                if (isError && reader.TokenType != JsonTokenType.Null)
                {
                    return true;
                }

                reader.Skip();
            }
        }
        catch (JsonException)
        {
            // Not JSON: passed on as it is, and no error that we could name.
        }

        return false;
    }

    /// <summary>
    /// False when nothing in these events needs a look: no usage, no error, no end. Most reads of a stream are such, and need not be taken apart.
    /// </summary>
    /// <param name="events">Any number of whole events.</param>
    public static bool NeedCare(ReadOnlySpan<byte> events) =>
        events.IndexOf("_tokens\""u8) >= 0 || events.IndexOf("\"error\""u8) >= 0 || events.IndexOf("[DONE]"u8) >= 0;

    /// <summary>Bytes of answer text in these events (content, else reasoning and tool arguments), near enough to estimate tokens from.</summary>
    /// <param name="events">Any number of whole events.</param>
    public static int TextBytes(ReadOnlySpan<byte> events) =>
        ByteSearch.StringBytes(events, "\"content\":"u8) is var content and > 0
            ? content
            : ByteSearch.StringBytes(events, "\"arguments\":"u8) + ByteSearch.StringBytes(events, "\"reasoning_content\":"u8) + ByteSearch.StringBytes(events, "\"reasoning\":"u8) + ByteSearch.StringBytes(events, "\"text\":"u8);
}
