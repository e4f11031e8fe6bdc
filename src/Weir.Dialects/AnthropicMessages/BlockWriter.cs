using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;

namespace Weir.Dialects.AnthropicMessages;

/// <summary>Writes content blocks.</summary>
internal static class BlockWriter
{
    /// <summary>Writes one part of a request as a block; nothing where the API has none, which is noted.</summary>
    /// <param name="json">An open array.</param>
    /// <param name="part">The part.</param>
    /// <param name="losses">Where to note what is left out.</param>
    /// <param name="at">Where the part stands, for people.</param>
    public static void Write(Utf8JsonWriter json, Part part, Losses losses, string at)
    {
        switch (part)
        {
            case TextPart text:
                WriteText(json, text);
                break;
            case MediaPart media:
                MediaForm.Write(json, media);
                break;
            case ToolCallPart call:
                WriteToolUse(json, call);
                break;
            case ToolResultPart result:
                WriteToolResult(json, result, losses, at);
                break;
            case ReasoningPart reasoning:
                WriteShown(json, reasoning);
                break;
            case ServerToolCallPart { Dialect: AnthropicDialect.DialectName } call:
                Raw(json, call.Json);
                break;
            case ServerToolResultPart { Dialect: AnthropicDialect.DialectName } result:
                Raw(json, result.Json);
                break;
            case OpaquePart { Dialect: AnthropicDialect.DialectName } opaque:
                Raw(json, opaque.Json);
                break;
            default:
                losses.Add(at, $"Anthropic has no {part.GetType().Name.Replace("Part", "", StringComparison.Ordinal)} of another dialect");
                break;
        }
    }

    public static void Raw(Utf8JsonWriter json, JsonElement block) =>
        json.WriteRawValue(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(block), skipInputValidation: true);

    public static void WriteMark(Utf8JsonWriter json, CacheMark? mark)
    {
        if (mark is null)
        {
            return;
        }

        json.WriteStartObject("cache_control");
        json.WriteString("type", "ephemeral");
        json.WriteOptional("ttl", mark.Ttl is "5m" or "1h" ? mark.Ttl : null);
        mark.Extras.WriteTo(json, AnthropicDialect.DialectName);
        json.WriteEndObject();
    }

    public static void WriteText(Utf8JsonWriter json, TextPart text)
    {
        json.WriteStartObject();
        json.WriteString("type", "text");
        json.WriteString("text", text.Text);
        var own = text.Citations.Where(static citation => citation is { Json: not null, Dialect: AnthropicDialect.DialectName }).ToList();
        if (own.Count > 0)
        {
            json.WriteStartArray("citations");
            foreach (var citation in own)
            {
                Raw(json, citation.Json!.Value);
            }

            json.WriteEndArray();
        }

        WriteMark(json, text.Cache);
        foreach (var (name, value) in text.Extras.Are(AnthropicDialect.DialectName) ? text.Extras.Members : [])
        {
            // A stream's block begins with an empty list of citations; those that followed are written above.
            if (!name.StartsWith('$') && !(name == "citations" && own.Count > 0))
            {
                json.WriteRaw(name, value);
            }
        }

        json.WriteEndObject();
    }

    /// <summary>Writes a call; arguments that are no JSON object stand in one under <c>input</c>.</summary>
    public static void WriteToolUse(Utf8JsonWriter json, ToolCallPart call)
    {
        json.WriteStartObject();
        json.WriteString("type", "tool_use");
        json.WriteString("id", ToolCallIds.Safe(call.CallId));
        json.WriteString("name", call.Name);
        json.WritePropertyName("input");
        json.WriteRawValue(ToolArguments.AsObject(call), skipInputValidation: true);
        WriteMark(json, call.Cache);
        call.Extras.WriteTo(json, AnthropicDialect.DialectName);
        json.WriteEndObject();
    }

    /// <summary>Writes reasoning; signatures of other dialects, which only clients get, in an envelope.</summary>
    public static void WriteShown(Utf8JsonWriter json, ReasoningPart reasoning)
    {
        json.WriteStartObject();
        if (IsHidden(reasoning))
        {
            json.WriteString("type", "redacted_thinking");
            json.WriteString("data", SignatureEnvelope.Wrap(reasoning, AnthropicDialect.DialectName));
        }
        else
        {
            json.WriteString("type", "thinking");
            json.WriteString("thinking", reasoning.Text);
            json.WriteString("signature", SignatureEnvelope.Wrap(reasoning, AnthropicDialect.DialectName) ?? "");
        }

        reasoning.Extras.WriteTo(json, AnthropicDialect.DialectName);
        json.WriteEndObject();
    }

    /// <summary>True for reasoning that has nothing to show: withheld, or only a signature of another dialect.</summary>
    public static bool IsHidden(ReasoningPart reasoning) =>
        reasoning.Signature is { } signature && (signature.Dialect == AnthropicDialect.DialectName ? reasoning.IsRedacted : reasoning.Text.Length == 0);

    private static void WriteToolResult(Utf8JsonWriter json, ToolResultPart result, Losses losses, string at)
    {
        json.WriteStartObject();
        json.WriteString("type", "tool_result");
        json.WriteString("tool_use_id", ToolCallIds.Safe(result.CallId));
        var form = result.Extras.Text(AnthropicDialect.DialectName, "$content");
        if (form == "text" || (form is null && result.Content is [TextPart { Cache: null, Citations.Count: 0 }]))
        {
            json.WriteString("content", ((TextPart)result.Content[0]).Text);
        }
        else if (form != "none")
        {
            json.WriteStartArray("content");
            foreach (var part in result.Content)
            {
                Write(json, part, losses, at + ".content");
            }

            json.WriteEndArray();
        }

        json.WriteOptional("is_error", result.IsError);
        WriteMark(json, result.Cache);
        result.Extras.WriteTo(json, AnthropicDialect.DialectName);
        json.WriteEndObject();
    }
}
