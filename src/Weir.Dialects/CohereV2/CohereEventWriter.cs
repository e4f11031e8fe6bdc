using System.Buffers;
using System.Text;
using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;
using Weir.Dialects.Errors;
using Weir.Dialects.Usage;

namespace Weir.Dialects.CohereV2;

/// <summary>Writes the single events of a stream. The event's name stands before its data and in it.</summary>
internal readonly struct CohereEventWriter(IBufferWriter<byte> to)
{
    /// <summary>On an answer whose last event had an id, as some servers' have.</summary>
    public const string EndIdNote = "$end_id";

    public void MessageStart(string id, Extras extras) => Event("message-start", json =>
    {
        json.WriteString("id", id);
        extras.WriteTo(json, CohereV2Dialect.DialectName);
        json.WriteStartObject("delta");
        json.WriteStartObject("message");
        json.WriteString("role", "assistant");
        json.WriteStartArray("content");
        json.WriteEndArray();
        json.WriteString("tool_plan", "");
        json.WriteStartArray("tool_calls");
        json.WriteEndArray();
        json.WriteStartArray("citations");
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    });

    public void ContentStart(int index, Part part) => Message("content-start", index, json =>
    {
        json.WritePropertyName("content");
        CohereContentWriter.WritePart(json, part);
    });

    public void ContentDelta(int index, string member, string text) => Message("content-delta", index, json =>
    {
        json.WriteStartObject("content");
        json.WriteString(member, text);
        json.WriteEndObject();
    });

    public void ToolPlanDelta(string text) => Message("tool-plan-delta", null, json => json.WriteString("tool_plan", text));

    public void ToolCallStart(int index, ToolCallPart call) => Message("tool-call-start", index, json =>
    {
        json.WritePropertyName("tool_calls");
        CohereToolCalls.Write(json, call, isStart: true);
    });

    public void ToolCallDelta(int index, string arguments) => Message("tool-call-delta", index, json =>
    {
        json.WriteStartObject("tool_calls");
        json.WriteStartObject("function");
        json.WriteString("arguments", arguments);
        json.WriteEndObject();
        json.WriteEndObject();
    });

    /// <param name="index">Which citation of the answer it is, from 0.</param>
    /// <param name="citation">The citation.</param>
    /// <param name="text">The text that it belongs to, as far as it came.</param>
    public void Citation(int index, Citation citation, string text)
    {
        Message("citation-start", index, json =>
        {
            json.WritePropertyName("citations");
            CohereCitations.Write(json, citation, text);
        });
        End("citation-end", index);
    }

    public void End(string type, int index) => Event(type, json => json.WriteNumber("index", index));

    public void MessageEnd(Choice choice, TokenUsage? usage, Extras extras)
    {
        Event("message-end", json =>
        {
            json.WriteOptional("id", extras.Text(CohereV2Dialect.DialectName, EndIdNote));
            json.WriteStartObject("delta");
            CohereStop.Write(json, choice);
            CohereUsage.Write(json, usage, extras);
            choice.Extras.WriteTo(json, CohereV2Dialect.DialectName);
            json.WriteEndObject();
            extras.WriteTo(json, CohereV2Dialect.DialectName);
        });
        Done();
    }

    /// <summary>The end of an answer that failed.</summary>
    public void MessageEnd(WeirError error)
    {
        Event("message-end", json =>
        {
            json.WriteStartObject("delta");
            json.WriteString("finish_reason", "ERROR");
            json.WriteString("error", error.Message);
            CohereErrors.WriteWeirs(json, error);
            json.WriteEndObject();
        });
        Done();
    }

    /// <summary>An event that passes as it came.</summary>
    public void Raw(string type, JsonElement data)
    {
        Name(type);
        to.Write(Encoding.UTF8.GetBytes(data.GetRawText().ReplaceLineEndings("")));
        to.Write("\n\n"u8);
    }

    private void Done() => to.Write("data: [DONE]\n\n"u8);

    private void Message(string type, int? index, Action<Utf8JsonWriter> write) => Event(type, json =>
    {
        json.WriteOptional("index", index);
        json.WriteStartObject("delta");
        json.WriteStartObject("message");
        write(json);
        json.WriteEndObject();
        json.WriteEndObject();
    });

    private void Event(string type, Action<Utf8JsonWriter> write)
    {
        Name(type);
        using (var json = Json.Writer(to))
        {
            json.WriteStartObject();
            json.WriteString("type", type);
            write(json);
            json.WriteEndObject();
        }

        to.Write("\n\n"u8);
    }

    private void Name(string type)
    {
        to.Write("event: "u8);
        to.Write(Encoding.UTF8.GetBytes(type.ReplaceLineEndings("")));
        to.Write("\ndata: "u8);
    }
}
