using System.Buffers;
using System.Text;
using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;

namespace Weir.Dialects.OpenAiChat.Translation;

/// <summary>Writes tool calls, and turns custom tools' text into functions' arguments and back.</summary>
internal static class ToolCallForm
{
    /// <summary>The only argument of a function that stands for a custom tool.</summary>
    public const string Input = "input";

    /// <summary>Writes an item of <c>tool_calls</c>.</summary>
    /// <param name="json">The writer.</param>
    /// <param name="call">The call.</param>
    /// <param name="id">Its id as it is to be written.</param>
    /// <param name="asCustom">True to write a custom tool's call.</param>
    public static void Write(Utf8JsonWriter json, ToolCallPart call, string id, bool asCustom)
    {
        json.WriteStartObject();
        json.WriteString("id", id);
        if (call.Extras.Note("$type") is null)
        {
            json.WriteString("type", asCustom ? "custom" : "function");
        }

        if (call.Extras.TryGet(Notes.Dialect, "$index", out var index))
        {
            json.WriteRaw("index", index);
        }

        json.WriteStartObject(asCustom ? "custom" : "function");
        json.WriteString("name", call.Name);
        if (asCustom)
        {
            json.WriteString("input", TextOf(call));
        }
        else
        {
            WriteArguments(json, call);
        }

        json.WriteEndObject();
        call.Extras.WriteTo(json, Notes.Dialect);
        json.WriteEndObject();
    }

    /// <summary>Writes the member <c>arguments</c>, in the form it came.</summary>
    public static void WriteArguments(Utf8JsonWriter json, ToolCallPart call)
    {
        if (call.Extras.TryGet(Notes.Dialect, "$arguments", out var form))
        {
            if (form.ValueKind == JsonValueKind.String)
            {
                json.WriteString("arguments", "");
            }
            else
            {
                json.WriteRaw("arguments", form);
            }

            return;
        }

        json.WriteString("arguments", ArgumentsOf(call));
    }

    /// <summary>The JSON text of the arguments; a custom tool's text becomes one argument.</summary>
    public static string ArgumentsOf(ToolCallPart call)
    {
        if (!call.IsCustom)
        {
            return call.Arguments.Length == 0 ? "{}" : call.Arguments;
        }

        var buffer = new ArrayBufferWriter<byte>(call.Arguments.Length + 16);
        using (var json = Json.Writer(buffer))
        {
            json.WriteStartObject();
            json.WriteString(Input, call.Arguments);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>The text of a custom tool's call, out of the argument where the model was given a function.</summary>
    public static string TextOf(ToolCallPart call) =>
        call.IsCustom ? call.Arguments : Json.TryParse(call.Arguments) is { } arguments && arguments.String(Input) is { } text ? text : call.Arguments;
}
