using System.Buffers;
using System.Text;
using System.Text.Json;
using Weir.Dialects.Conversations;

namespace Weir.Dialects.Streaming;

/// <summary>Writes server-sent events that hold one JSON object.</summary>
internal static class SseEventWriter
{
    /// <summary>Writes an event. Line breaks between the JSON's tokens, which raw values of an upstream may hold, are left out: in an event they would end the data.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="name">The event's name; null for none.</param>
    /// <param name="write">Writes the JSON value.</param>
    /// <param name="end">What follows the data: a line break and an empty line.</param>
    public static void Write(IBufferWriter<byte> to, string? name, Action<Utf8JsonWriter> write, string end = "\n\n")
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = Json.Writer(buffer))
        {
            write(json);
        }

        if (name is not null)
        {
            to.Write("event: "u8);
            to.Write(Encoding.UTF8.GetBytes(name));
            to.Write("\n"u8);
        }

        to.Write("data: "u8);
        WriteOneLine(to, buffer.WrittenSpan);
        to.Write(Encoding.UTF8.GetBytes(end));
    }

    /// <summary>Writes JSON without the line breaks between its tokens.</summary>
    public static void WriteOneLine(IBufferWriter<byte> to, ReadOnlySpan<byte> json)
    {
        for (var at = json.IndexOfAny((byte)'\n', (byte)'\r'); at >= 0; at = json.IndexOfAny((byte)'\n', (byte)'\r'))
        {
            to.Write(json[..at]);
            json = json[(at + 1)..];
        }

        to.Write(json);
    }
}
