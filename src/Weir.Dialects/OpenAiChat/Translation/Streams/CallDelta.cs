using System.Text.Json;
using Weir.Dialects.Conversations.Parts;

namespace Weir.Dialects.OpenAiChat.Translation.Streams;

/// <summary>Writes tool calls into a delta: id, type and name in the first fragment only.</summary>
internal static class CallDelta
{
    /// <summary>Writes the first fragment.</summary>
    public static void WriteStart(Utf8JsonWriter json, OpenPart open, ToolCallPart call)
    {
        if (call.Extras.Has(Notes.Legacy))
        {
            json.WriteStartObject("function_call");
            json.WriteString("name", call.Name);
            json.WriteString("arguments", call.Arguments);
            json.WriteEndObject();
            return;
        }

        json.WriteStartArray("tool_calls");
        json.WriteStartObject();
        json.WriteNumber("index", open.Call);
        json.WriteString("id", call.CallId);
        json.WriteString("type", "function");
        json.WriteStartObject("function");
        json.WriteString("name", call.Name);
        json.WriteString("arguments", call.Arguments);
        json.WriteEndObject();
        call.Extras.WriteTo(json, Notes.Dialect);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    /// <summary>Writes a later fragment.</summary>
    public static void WriteArguments(Utf8JsonWriter json, OpenPart open, ToolCallPart call, string text)
    {
        if (call.Extras.Has(Notes.Legacy))
        {
            json.WriteStartObject("function_call");
            json.WriteString("arguments", text);
            json.WriteEndObject();
            return;
        }

        json.WriteStartArray("tool_calls");
        json.WriteStartObject();
        json.WriteNumber("index", open.Call);
        json.WriteStartObject("function");
        json.WriteString("arguments", text);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    /// <summary>Writes a call in one fragment.</summary>
    public static void WriteWhole(Utf8JsonWriter json, OpenPart open, ToolCallPart call, bool asCustom)
    {
        json.WriteStartArray("tool_calls");
        json.WriteStartObject();
        json.WriteNumber("index", open.Call);
        json.WriteString("id", call.CallId);
        json.WriteString("type", asCustom ? "custom" : "function");
        json.WriteStartObject(asCustom ? "custom" : "function");
        json.WriteString("name", call.Name);
        json.WriteString(asCustom ? "input" : "arguments", asCustom ? ToolCallForm.TextOf(call) : ToolCallForm.ArgumentsOf(call));
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
