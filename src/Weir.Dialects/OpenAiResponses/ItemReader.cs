using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;

namespace Weir.Dialects.OpenAiResponses;

/// <summary>
/// Reads items, of a request's input and of an answer's output. Each travels whole beside what others understand of it, as the note <c>$item</c> on its first part; its other parts bear
/// <c>$rest</c>.
/// </summary>
internal static class ItemReader
{
    public const string ItemNote = "$item";
    public const string RestNote = "$rest";

    /// <summary>Reads an item into a message of its own.</summary>
    public static Message Read(JsonElement item, string path, ToolNames names)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            throw DialectException.Invalid($"\"{path}\" must be an object.", path);
        }

        return item.String("type") switch
        {
            null or "message" => Message(item, path),
            "function_call_output" or "custom_tool_call_output" => new Message(Role.Tool, Noted(item, [Result(item, path)])),
            _ => new Message(Role.Assistant, Noted(item, [Part(item, path, names)])),
        };
    }

    /// <summary>Reads an item of an answer into its parts; at least one.</summary>
    public static IReadOnlyList<Part> ReadOutput(JsonElement item, string path) =>
        item.String("type") is "message" ? Noted(item, Content(item.Member("content"), path + ".content") is { Count: > 0 } parts ? parts : [new TextPart("")]) : Noted(item, [Part(item, path, ToolNames.None)]);

    /// <summary>Reads the content of a message or of a tool's output.</summary>
    public static List<Part> Content(JsonElement content, string path)
    {
        switch (content.ValueKind)
        {
            case JsonValueKind.String:
                return [new TextPart(content.GetString()!)];
            case JsonValueKind.Array:
                var parts = new List<Part>(content.GetArrayLength());
                foreach (var part in content.EnumerateArray())
                {
                    parts.Add(ContentPart(part, $"{path}[{parts.Count}]"));
                }

                return parts;
            case JsonValueKind.Undefined or JsonValueKind.Null:
                return [];
            default:
                throw DialectException.Invalid($"\"{path}\" must be text or a list of parts.", path);
        }
    }

    /// <summary>Reads one content part.</summary>
    public static Part ContentPart(JsonElement part, string path)
    {
        if (part.String("type") is not { } type)
        {
            throw DialectException.Invalid($"\"{path}\" must be an object with a \"type\".", path);
        }

        return type switch
        {
            "input_text" or "output_text" or "text" or "summary_text" or "reasoning_text" => new TextPart(part.String("text") ?? "") { Citations = [.. part.Member("annotations").Items().Select(Citation)] },
            "refusal" => new RefusalPart(part.String("refusal") ?? ""),
            "input_image" => Image(part),
            "input_file" => File(part),
            "input_audio" => new MediaPart(MediaKind.Audio, new InlineMedia(part.Member("input_audio").String("data") ?? "", "audio/" + (part.Member("input_audio").String("format") ?? "wav"))),
            _ => new OpaquePart(ResponsesDialect.DialectName, type, part.Clone()),
        };
    }

    public static Citation Citation(JsonElement annotation) => new()
    {
        Url = annotation.String("url"),
        Title = annotation.String("title") ?? annotation.String("filename"),
        Start = annotation.Int("start_index"),
        End = annotation.Int("end_index"),
        Json = annotation.Clone(),
        Dialect = ResponsesDialect.DialectName,
    };

    private static Message Message(JsonElement item, string path)
    {
        var role = item.String("role") switch
        {
            "user" => Role.User,
            "assistant" => Role.Assistant,
            "system" => Role.System,
            "developer" => Role.Developer,
            _ => throw DialectException.Invalid($"\"{path}.role\" must be user, assistant, system or developer.", path + ".role"),
        };
        var content = item.Member("content");
        if (content.ValueKind is JsonValueKind.Undefined)
        {
            throw DialectException.Invalid($"\"{path}.content\" is missing.", path + ".content");
        }

        var parts = Content(content, path + ".content");
        return new Message(role, Noted(item, parts.Count > 0 ? parts : [new TextPart("")]));
    }

    private static IReadOnlyList<Part> Noted(JsonElement item, IReadOnlyList<Part> parts)
    {
        var id = item.String("id");
        var whole = new ExtrasBuilder();
        whole.Add(ItemNote, item);
        var rest = new ExtrasBuilder();
        rest.Note(RestNote, "");
        return [.. parts.Select((part, index) => part with { Id = id ?? part.Id, Extras = index == 0 ? whole.Build(ResponsesDialect.DialectName) : rest.Build(ResponsesDialect.DialectName) })];
    }

    private static Part Part(JsonElement item, string path, ToolNames names) => item.String("type") switch
    {
        "reasoning" => Reasoning(item),
        "function_call" => new ToolCallPart(Required(item, "call_id", path), names.Full(item.String("namespace"), Required(item, "name", path)), item.String("arguments") is { Length: > 0 } arguments ? arguments : "{}"),
        "custom_tool_call" => new ToolCallPart(Required(item, "call_id", path), names.Full(item.String("namespace"), Required(item, "name", path)), item.String("input") ?? "") { IsCustom = true },
        { } type when type.EndsWith("_call", StringComparison.Ordinal) => new ServerToolCallPart(item.String("call_id") ?? item.String("id"), type, item.Clone(), ResponsesDialect.DialectName),
        { } type when type.EndsWith("_output", StringComparison.Ordinal) => new ServerToolResultPart(item.String("call_id"), type, item.Clone(), ResponsesDialect.DialectName),
        var type => new OpaquePart(ResponsesDialect.DialectName, type ?? "", item.Clone()),
    };

    private static ReasoningPart Reasoning(JsonElement item)
    {
        var summary = string.Join("\n\n", item.Member("summary").Items().Select(static part => part.String("text") ?? ""));
        var text = string.Join("\n\n", item.Member("content").Items().Select(static part => part.String("text") ?? ""));
        var part = new ReasoningPart(text.Length > 0 ? text : summary) { IsSummary = text.Length == 0 && summary.Length > 0 };
        return item.String("encrypted_content") is { Length: > 0 } encrypted ? SignatureEnvelope.Unwrap(part, encrypted, ResponsesDialect.DialectName) with { Id = null } : part;
    }

    private static ToolResultPart Result(JsonElement item, string path) => new(Required(item, "call_id", path), Content(item.Member("output"), path + ".output"))
    {
        IsCustom = item.String("type") == "custom_tool_call_output",
    };

    private static MediaPart Image(JsonElement part) => new(
        MediaKind.Image,
        part.String("image_url") is { } url ? DataUrl.Read(url, "image/png") : new UploadedMedia(part.String("file_id") ?? ""))
    { Detail = part.String("detail") };

    private static MediaPart File(JsonElement part) => new(
        MediaKind.File,
        part.String("file_data") is { } data ? DataUrl.Read(data, "application/pdf", isData: true)
            : part.String("file_url") is { } url ? new LinkedMedia(url)
            : new UploadedMedia(part.String("file_id") ?? ""))
    { Name = part.String("filename") };

    private static string Required(JsonElement item, string name, string path) =>
        item.String(name) ?? throw DialectException.Invalid($"\"{path}.{name}\" is missing or no text.", $"{path}.{name}");
}
