using System.Text;
using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;

namespace Weir.Dialects.Ollama;

/// <summary>Writes messages: one text, one text of thoughts, a list of pictures, a list of calls.</summary>
internal static class OllamaMessageWriter
{
    public const string NoNameNote = "$no_name";
    public const string NoIdNote = "$no_id";

    /// <summary>On a result whose pictures stood beside it.</summary>
    public const string ImagesNote = "$has_images";

    /// <summary>Writes a message of a history; one of which nothing can be told is left out.</summary>
    public static void Write(Utf8JsonWriter json, FlatMessage message, IReadOnlyDictionary<string, string> toolNames, Losses losses)
    {
        var extras = message.Source.Extras;
        var isOwn = extras.Are(OllamaDialect.DialectName);
        if (message.Parts is [ToolResultPart result])
        {
            WriteResult(json, result, extras, toolNames, losses, message.Path);
            return;
        }

        var content = Gather(message.Parts, message.Role == Role.Assistant ? "" : "\n\n", losses, message.Path);
        if (content.IsEmpty && !isOwn && message.Parts.Count > 0)
        {
            return;
        }

        json.WriteStartObject();
        json.WriteString("role", extras.Text(OllamaDialect.DialectName, "$role") ?? WordOf(message.Role));
        WriteContent(json, content, extras, mustHaveText: content.IsEmpty && !isOwn, firstCall: null, losses, message.Path);
        json.WriteEndObject();
    }

    /// <summary>What of the parts goes where. Reports what goes nowhere.</summary>
    /// <param name="parts">The parts.</param>
    /// <param name="between">What stands between two texts.</param>
    /// <param name="losses">Where to report.</param>
    /// <param name="path">Where the message stands.</param>
    public static MessageContent Gather(IReadOnlyList<Part> parts, string between, Losses losses, string path)
    {
        var content = new MessageContent();
        foreach (var part in parts)
        {
            switch (part)
            {
                case TextPart text:
                    Append(content.Text, text.Text, between);
                    ReportIf(losses, text.Citations.Count > 0, $"{path}.citations", "there is no place for sources");
                    break;
                case RefusalPart refusal:
                    Append(content.Text, refusal.Text, between);
                    break;
                case ReasoningPart reasoning:
                    Append(content.Thinking, reasoning.Text, "\n\n");
                    ReportIf(losses, reasoning.Signature is not null, $"{path}.reasoning.signature", "there is no place for signed reasoning");
                    break;
                case MediaPart { Kind: MediaKind.Image, Source: InlineMedia inline }:
                    content.Images.Add(inline.Base64);
                    break;
                case MediaPart { Source: TextMedia document }:
                    Append(content.Text, document.Text, "\n\n");
                    break;
                case MediaPart { Kind: MediaKind.Image }:
                    losses.Add($"{path}.image", "pictures must be sent inline, not by address or id");
                    break;
                case MediaPart media:
                    losses.Add($"{path}.{MediaWord(media.Kind)}", "only text and pictures can be sent");
                    break;
                case ToolCallPart call:
                    content.Calls.Add(call);
                    break;
                case OpaquePart opaque:
                    losses.Add($"{path}.{opaque.Type}", $"only {opaque.Dialect} knows it");
                    break;
                case ServerToolCallPart or ServerToolResultPart:
                    losses.Add($"{path}.server_tool", "tools that a provider ran can't be told");
                    break;
                default:
                    break;
            }
        }

        return content;
    }

    /// <summary>Writes all of a message but its role. In an answer calls are numbered, from <paramref name="firstCall"/> on; in a history they are not.</summary>
    public static void WriteContent(Utf8JsonWriter json, MessageContent content, Extras extras, bool mustHaveText, int? firstCall, Losses losses, string path)
    {
        if (content.Text.Length > 0 || mustHaveText)
        {
            json.WriteString("content", content.Text.ToString());
        }
        else
        {
            WriteEmpty(json, "content", extras);
        }

        if (content.Thinking.Length > 0)
        {
            json.WriteString("thinking", content.Thinking.ToString());
        }
        else
        {
            WriteEmpty(json, "thinking", extras);
        }

        WriteImages(json, content, extras);
        WriteCalls(json, content, extras, firstCall, losses, path);
        extras.WriteTo(json, OllamaDialect.DialectName);
    }

    private static void WriteImages(Utf8JsonWriter json, MessageContent content, Extras extras)
    {
        if (content.Images.Count == 0)
        {
            WriteEmpty(json, "images", extras);
            return;
        }

        json.WriteStartArray("images");
        foreach (var image in content.Images)
        {
            json.WriteStringValue(image);
        }

        json.WriteEndArray();
    }

    private static void WriteCalls(Utf8JsonWriter json, MessageContent content, Extras extras, int? firstCall, Losses losses, string path)
    {
        if (content.Calls.Count == 0)
        {
            WriteEmpty(json, "tool_calls", extras);
            return;
        }

        json.WriteStartArray("tool_calls");
        for (var index = 0; index < content.Calls.Count; index++)
        {
            OllamaToolCalls.Write(json, content.Calls[index], firstCall + index, losses, $"{path}.tool_calls[{index}]");
        }

        json.WriteEndArray();
    }

    private static void WriteResult(Utf8JsonWriter json, ToolResultPart result, Extras extras, IReadOnlyDictionary<string, string> toolNames, Losses losses, string path)
    {
        var content = Gather(result.Content, "\n\n", losses, path);
        ReportIf(losses, result.IsError == true, $"{path}.is_error", "a result can't be marked as failed");
        json.WriteStartObject();
        json.WriteString("role", "tool");
        WriteContent(json, content, extras, mustHaveText: !extras.Are(OllamaDialect.DialectName) && content.IsEmpty, firstCall: null, losses, path);
        if (result.Extras.Text(OllamaDialect.DialectName, NoNameNote) is null)
        {
            json.WriteOptional("tool_name", result.Name ?? toolNames.GetValueOrDefault(result.CallId));
        }

        if (result.Extras.Text(OllamaDialect.DialectName, NoIdNote) is null)
        {
            json.WriteString("tool_call_id", result.CallId);
        }

        json.WriteEndObject();
    }

    private static void WriteEmpty(Utf8JsonWriter json, string name, Extras extras)
    {
        if (extras.TryGet(OllamaDialect.DialectName, "$" + name, out var empty))
        {
            json.WriteRaw(name, empty);
        }
    }

    private static void Append(StringBuilder to, string text, string between)
    {
        if (to.Length > 0 && text.Length > 0)
        {
            to.Append(between);
        }

        to.Append(text);
    }

    private static void ReportIf(Losses losses, bool isLost, string what, string why)
    {
        if (isLost)
        {
            losses.Add(what, why);
        }
    }

    private static string WordOf(Role role) => role switch
    {
        Role.System or Role.Developer => "system",
        Role.Assistant => "assistant",
        Role.Tool => "tool",
        _ => "user",
    };

    private static string MediaWord(MediaKind kind) => kind switch { MediaKind.Audio => "audio", MediaKind.Video => "video", _ => "file" };
}
