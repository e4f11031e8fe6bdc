using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;

namespace Weir.Dialects.Gemini;

/// <summary>
/// Reads content parts, of a conversation in order: calls and results are joined by their order where they have no ids. Each part travels whole beside what others understand of it, as
/// the note <c>$part</c>; a signature that stands on it becomes a reasoning part before it.
/// </summary>
internal sealed class PartReader(bool isAnswer)
{
    public const string PartNote = "$part";
    public const string CarriedNote = "$carried";

    private readonly Dictionary<string, Queue<string>> _waiting = new(StringComparer.Ordinal);
    private int _calls;

    /// <summary>Reads a list of parts.</summary>
    public IReadOnlyList<Part> ReadAll(JsonElement parts, string path)
    {
        var read = new List<Part>();
        var index = 0;
        foreach (var part in parts.Items())
        {
            foreach (var next in Read(part, $"{path}[{index++}]"))
            {
                if (next is ReasoningPart { Signature: not null, Text.Length: > 0 } signed && read is [.., ReasoningPart { Signature: null } shown] && shown.Text == signed.Text)
                {
                    // The same thoughts, shown without their signature and carried with it.
                    read.RemoveAt(read.Count - 1);
                }

                read.Add(next);
            }
        }

        return read;
    }

    /// <summary>Reads one part: one of ours, or two where a signature stands on it.</summary>
    public IEnumerable<Part> Read(JsonElement part, string path)
    {
        if (part.ValueKind != JsonValueKind.Object)
        {
            throw DialectException.Invalid($"\"{path}\" must be an object.", path);
        }

        var signature = part.Either("thoughtSignature", "thought_signature").AsString();
        var main = Main(part, path);
        if (signature is null)
        {
            yield return main with { Extras = Whole(part) };
            yield break;
        }

        var reasoning = Signatures.Unwrap(signature);
        if (main is ReasoningPart thought)
        {
            yield return thought with { Signature = reasoning.Signature, Text = reasoning.Text.Length > 0 ? reasoning.Text : thought.Text, Extras = Whole(part) };
        }
        else if (main is TextPart { Text.Length: 0 })
        {
            yield return reasoning with { Extras = Whole(part) };
        }
        else
        {
            var note = new ExtrasBuilder();
            note.Note(CarriedNote, "");
            yield return reasoning with { BindsNext = reasoning.Signature!.Dialect == GeminiDialect.DialectName, Extras = note.Build(GeminiDialect.DialectName) };
            yield return main with { Extras = Whole(part) };
        }
    }

    /// <summary>The kind of a media type.</summary>
    public static MediaKind KindOf(string? mediaType) => mediaType switch
    {
        { } type when type.StartsWith("image/", StringComparison.OrdinalIgnoreCase) => MediaKind.Image,
        { } type when type.StartsWith("audio/", StringComparison.OrdinalIgnoreCase) => MediaKind.Audio,
        { } type when type.StartsWith("video/", StringComparison.OrdinalIgnoreCase) => MediaKind.Video,
        _ => MediaKind.File,
    };

    private static Extras Whole(JsonElement part)
    {
        var extras = new ExtrasBuilder();
        extras.Add(PartNote, part);
        return extras.Build(GeminiDialect.DialectName);
    }

    private Part Main(JsonElement part, string path)
    {
        if (part.Member("text") is { ValueKind: JsonValueKind.String } text)
        {
            return part.Bool("thought") == true ? new ReasoningPart(text.GetString()!) { IsSummary = true } : new TextPart(text.GetString()!);
        }

        if (part.Either("functionCall", "function_call") is { ValueKind: JsonValueKind.Object } call)
        {
            return Call(call, path);
        }

        if (part.Either("functionResponse", "function_response") is { ValueKind: JsonValueKind.Object } response)
        {
            return Response(response, path);
        }

        if (part.Either("inlineData", "inline_data") is { ValueKind: JsonValueKind.Object } inline)
        {
            var type = inline.Either("mimeType", "mime_type").AsString() ?? "application/octet-stream";
            return new MediaPart(KindOf(type), new InlineMedia(inline.String("data") ?? "", type)) { Name = inline.Either("displayName", "display_name").AsString() };
        }

        if (part.Either("fileData", "file_data") is { ValueKind: JsonValueKind.Object } file)
        {
            var type = file.Either("mimeType", "mime_type").AsString();
            return new MediaPart(KindOf(type), new LinkedMedia(file.Either("fileUri", "file_uri").AsString() ?? "", type));
        }

        return part switch
        {
            _ when part.Either("executableCode", "executable_code").ValueKind == JsonValueKind.Object => new ServerToolCallPart(null, "code_execution", part.Clone(), GeminiDialect.DialectName),
            _ when part.Either("codeExecutionResult", "code_execution_result").ValueKind == JsonValueKind.Object => new ServerToolResultPart(null, "code_execution", part.Clone(), GeminiDialect.DialectName),
            _ => new OpaquePart(GeminiDialect.DialectName, part.EnumerateObject().Select(static member => member.Name).FirstOrDefault() ?? "empty", part.Clone()),
        };
    }

    private ToolCallPart Call(JsonElement call, string path)
    {
        var name = call.String("name") ?? throw DialectException.Invalid($"\"{path}.functionCall.name\" is missing.", path);
        var id = call.String("id") is { Length: > 0 } own ? own : isAnswer ? ToolCallIds.Fresh() : ToolCallIds.Make(name, _calls);
        _calls++;
        if (!_waiting.TryGetValue(name, out var waiting))
        {
            _waiting[name] = waiting = new Queue<string>();
        }

        waiting.Enqueue(id);
        return new ToolCallPart(id, name, call.Member("args") is { ValueKind: JsonValueKind.Object } args ? args.GetRawText() : "{}");
    }

    private ToolResultPart Response(JsonElement response, string path)
    {
        var name = response.String("name") ?? throw DialectException.Invalid($"\"{path}.functionResponse.name\" is missing.", path);
        var waiting = _waiting.GetValueOrDefault(name);
        var byOrder = waiting is { Count: > 0 } ? waiting.Dequeue() : ToolCallIds.Make(name, _calls);
        var id = response.String("id") is { Length: > 0 } own ? own : byOrder;
        var value = response.Member("response");
        var content = new List<Part> { new TextPart(Text(value)) };
        foreach (var media in response.Member("parts").Items())
        {
            content.Add(Main(media, path));
        }

        return new ToolResultPart(id, content) { Name = name, IsError = value.Member("error").ValueKind != JsonValueKind.Undefined ? true : null };
    }

    /// <summary>What the tool gave: the one text where there is one, else the object as it came.</summary>
    private static string Text(JsonElement response)
    {
        if (response.ValueKind == JsonValueKind.Object && response.EnumerateObject().Count() == 1)
        {
            var only = response.EnumerateObject().First();
            if (only.Name is "output" or "result" or "error" or "content" && only.Value.ValueKind == JsonValueKind.String)
            {
                return only.Value.GetString()!;
            }
        }

        return response.ValueKind == JsonValueKind.Undefined ? "" : response.GetRawText();
    }
}
