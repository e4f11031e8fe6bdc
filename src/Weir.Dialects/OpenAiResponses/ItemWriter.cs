using System.Runtime.InteropServices;
using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;

namespace Weir.Dialects.OpenAiResponses;

/// <summary>Writes the items of a request's input.</summary>
internal static class ItemWriter
{
    /// <summary>Writes a message as the items it is.</summary>
    public static void Write(Utf8JsonWriter json, Message message, Losses losses, string at)
    {
        message.Extras.ReportTo(losses, ResponsesDialect.DialectName, at);
        var content = new List<Part>();
        foreach (var part in message.Parts)
        {
            part.Extras.ReportTo(losses, ResponsesDialect.DialectName, at);
            if (part.Extras.TryGet(ResponsesDialect.DialectName, ItemReader.ItemNote, out var item))
            {
                Flush(json, message, content, losses, at);
                Raw(json, item);
            }
            else if (part.Extras.TryGet(ResponsesDialect.DialectName, ItemReader.RestNote, out _))
            {
                // It went with its item.
            }
            else if (part is TextPart or RefusalPart or MediaPart)
            {
                content.Add(part);
            }
            else
            {
                Flush(json, message, content, losses, at);
                WriteItem(json, part, losses, at);
            }
        }

        Flush(json, message, content, losses, at);
    }

    public static void Raw(Utf8JsonWriter json, JsonElement item) => json.WriteRawValue(JsonMarshal.GetRawUtf8Value(item), skipInputValidation: true);

    private static void Flush(Utf8JsonWriter json, Message message, List<Part> content, Losses losses, string at)
    {
        content.RemoveAll(static part => part is TextPart { Text.Length: 0 });
        if (content.Count == 0)
        {
            return;
        }

        json.WriteStartObject();
        json.WriteString("type", "message");
        json.WriteString("role", message.Role switch { Role.Assistant => "assistant", Role.System => "system", Role.Developer => "developer", _ => "user" });
        json.WriteStartArray("content");
        foreach (var part in content)
        {
            WriteContent(json, part, message.Role == Role.Assistant, losses, at);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        content.Clear();
    }

    private static void WriteContent(Utf8JsonWriter json, Part part, bool isOutput, Losses losses, string at)
    {
        switch (part)
        {
            case TextPart text:
                json.WriteStartObject();
                json.WriteString("type", isOutput ? "output_text" : "input_text");
                json.WriteString("text", text.Text);
                json.WriteEndObject();
                break;
            case RefusalPart refusal:
                json.WriteStartObject();
                json.WriteString("type", isOutput ? "refusal" : "input_text");
                json.WriteString(isOutput ? "refusal" : "text", refusal.Text);
                json.WriteEndObject();
                break;
            case MediaPart media when isOutput:
                losses.Add($"{at}.{media.Kind.ToString().ToLowerInvariant()}", "Responses takes no media of the assistant's back");
                break;
            case MediaPart media:
                MediaWriter.Write(json, media, losses, at);
                break;
            default:
                break;
        }
    }

    private static void WriteItem(Utf8JsonWriter json, Part part, Losses losses, string at)
    {
        switch (part)
        {
            case ReasoningPart { Signature: { Dialect: ResponsesDialect.DialectName } signature } reasoning:
                json.WriteStartObject();
                json.WriteString("type", "reasoning");
                WriteSummary(json, reasoning.Text);
                json.WriteString("encrypted_content", signature.Data);
                json.WriteEndObject();
                break;
            case ReasoningPart reasoning:
                losses.Add($"{at}.reasoning", reasoning.Signature is { } foreign ? $"its signature is of {foreign.Dialect}" : "it has no encrypted content");
                break;
            case ToolCallPart call:
                json.WriteStartObject();
                json.WriteString("type", call.IsCustom ? "custom_tool_call" : "function_call");
                json.WriteString("call_id", ToolCallIds.Safe(call.CallId));
                json.WriteString("name", call.Name);
                json.WriteString(call.IsCustom ? "input" : "arguments", call.Arguments);
                json.WriteEndObject();
                break;
            case ToolResultPart result:
                WriteResult(json, result, losses, at);
                break;
            case ServerToolCallPart { Dialect: ResponsesDialect.DialectName } server:
                Raw(json, server.Json);
                break;
            case ServerToolResultPart { Dialect: ResponsesDialect.DialectName } server:
                Raw(json, server.Json);
                break;
            case OpaquePart { Dialect: ResponsesDialect.DialectName } opaque:
                Raw(json, opaque.Json);
                break;
            default:
                losses.Add(at, $"Responses has no {part.GetType().Name.Replace("Part", "", StringComparison.Ordinal)} of another dialect");
                break;
        }
    }

    public static void WriteSummary(Utf8JsonWriter json, string text)
    {
        json.WriteStartArray("summary");
        if (text.Length > 0)
        {
            json.WriteStartObject();
            json.WriteString("type", "summary_text");
            json.WriteString("text", text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteResult(Utf8JsonWriter json, ToolResultPart result, Losses losses, string at)
    {
        json.WriteStartObject();
        json.WriteString("type", result.IsCustom ? "custom_tool_call_output" : "function_call_output");
        json.WriteString("call_id", ToolCallIds.Safe(result.CallId));
        if (result.Content.Any(static part => part is MediaPart))
        {
            json.WriteStartArray("output");
            foreach (var part in result.Content)
            {
                WriteContent(json, part, isOutput: false, losses, at);
            }

            json.WriteEndArray();
        }
        else
        {
            json.WriteString("output", string.Concat(result.Content.OfType<TextPart>().Select(static text => text.Text)));
        }

        json.WriteEndObject();
    }
}
