using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;

namespace Weir.Dialects.AnthropicMessages;

/// <summary>Reads content blocks.</summary>
internal static class BlockReader
{
    /// <summary>Reads the blocks of a message, of a tool's result or of an answer.</summary>
    /// <param name="content">Text, or a list of blocks.</param>
    /// <param name="path">Where they stand, for error messages.</param>
    public static IReadOnlyList<Part> ReadContent(JsonElement content, string path)
    {
        switch (content.ValueKind)
        {
            case JsonValueKind.String:
                return [new TextPart(content.GetString()!)];
            case JsonValueKind.Undefined or JsonValueKind.Null:
                return [];
            case JsonValueKind.Array:
                var parts = new List<Part>(content.GetArrayLength());
                foreach (var block in content.EnumerateArray())
                {
                    parts.Add(Read(block, $"{path}.{parts.Count}"));
                }

                return parts;
            default:
                throw DialectException.Invalid($"\"{path}\" must be text or a list of content blocks.", path);
        }
    }

    /// <summary>Reads one block.</summary>
    public static Part Read(JsonElement block, string path)
    {
        if (block.String("type") is not { } type)
        {
            throw DialectException.Invalid($"\"{path}\" must be an object with a \"type\".", path);
        }

        return type switch
        {
            "text" => Text(block, path),
            "image" when Source(block.Member("source")) is { } source => Media(block, MediaKind.Image, source),
            "document" when Source(block.Member("source")) is { } source => Media(block, MediaKind.File, source),
            "tool_use" => ToolUse(block, path),
            "tool_result" => ToolResult(block, path),
            "thinking" => Thinking(block, path),
            "redacted_thinking" => Redacted(block, path),
            "server_tool_use" or "mcp_tool_use" => new ServerToolCallPart(block.String("id"), block.String("name") ?? type, block.Clone(), AnthropicDialect.DialectName),
            _ when type.EndsWith("_tool_result", StringComparison.Ordinal) => new ServerToolResultPart(block.String("tool_use_id"), type, block.Clone(), AnthropicDialect.DialectName),
            _ => new OpaquePart(AnthropicDialect.DialectName, type, block.Clone()),
        };
    }

    /// <summary>Reads a <c>cache_control</c>.</summary>
    public static CacheMark? Mark(JsonElement mark) => mark.ValueKind != JsonValueKind.Object ? null : new CacheMark(mark.String("ttl")) { Extras = Rest(mark, "type", "ttl") };

    /// <summary>Reads a citation; kept whole beside what others understand of it.</summary>
    public static Citation Citation(JsonElement citation) => new()
    {
        Url = citation.String("url") ?? citation.String("source"),
        Title = citation.String("title") ?? citation.String("document_title"),
        Quote = citation.String("cited_text"),
        Json = citation.Clone(),
        Dialect = AnthropicDialect.DialectName,
    };

    /// <summary>The members that have no place in the neutral form.</summary>
    public static Extras Rest(JsonElement element, params ReadOnlySpan<string> known)
    {
        var extras = new ExtrasBuilder();
        foreach (var member in element.Members())
        {
            if (!known.Contains(member.Name))
            {
                extras.Add(member);
            }
        }

        return extras.Build(AnthropicDialect.DialectName);
    }

    private static TextPart Text(JsonElement block, string path) => new(Required(block, "text", path))
    {
        Citations = [.. block.Member("citations").Items().Select(Citation)],
        Cache = Mark(block.Member("cache_control")),
        Extras = block.Member("citations").ValueKind == JsonValueKind.Array && block.Member("citations").GetArrayLength() == 0
            ? Rest(block, "type", "text", "cache_control")
            : Rest(block, "type", "text", "cache_control", "citations"),
    };

    private static MediaPart Media(JsonElement block, MediaKind kind, MediaSource source) => new(kind, source)
    {
        Name = block.String("title"),
        Cache = Mark(block.Member("cache_control")),
        Extras = Rest(block, "type", "source", "title", "cache_control"),
    };

    /// <summary>Null for a form that only this dialect knows (nested content blocks).</summary>
    private static MediaSource? Source(JsonElement source) => source.String("type") switch
    {
        "base64" when source.String("data") is { } data => new InlineMedia(data, source.String("media_type") ?? "application/octet-stream"),
        "text" when source.String("data") is { } text => new TextMedia(text, source.String("media_type") ?? "text/plain"),
        "url" when source.String("url") is { } url => new LinkedMedia(url),
        "file" when source.String("file_id") is { } file => new UploadedMedia(file),
        _ => null,
    };

    private static ToolCallPart ToolUse(JsonElement block, string path) =>
        new(Required(block, "id", path), Required(block, "name", path), block.Member("input") is { ValueKind: not JsonValueKind.Undefined } input ? input.GetRawText() : "{}")
        {
            Cache = Mark(block.Member("cache_control")),
            Extras = Rest(block, "type", "id", "name", "input", "cache_control"),
        };

    private static ToolResultPart ToolResult(JsonElement block, string path)
    {
        var content = block.Member("content");
        var extras = new ExtrasBuilder();
        foreach (var member in block.Members())
        {
            if (member.Name is not ("type" or "tool_use_id" or "content" or "is_error" or "cache_control"))
            {
                extras.Add(member);
            }
        }

        extras.Note("$content", content.ValueKind switch { JsonValueKind.String => "text", JsonValueKind.Array => "list", _ => "none" });
        return new ToolResultPart(Required(block, "tool_use_id", path), ReadContent(content, path + ".content"))
        {
            IsError = block.Bool("is_error"),
            Cache = Mark(block.Member("cache_control")),
            Extras = extras.Build(AnthropicDialect.DialectName),
        };
    }

    private static ReasoningPart Thinking(JsonElement block, string path)
    {
        var part = new ReasoningPart(Required(block, "thinking", path)) { Extras = Rest(block, "type", "thinking", "signature") };
        return block.String("signature") is { Length: > 0 } signature ? SignatureEnvelope.Unwrap(part, signature, AnthropicDialect.DialectName) : part;
    }

    private static ReasoningPart Redacted(JsonElement block, string path)
    {
        var data = Required(block, "data", path);
        var part = SignatureEnvelope.Unwrap(new ReasoningPart("") { Extras = Rest(block, "type", "data") }, data, AnthropicDialect.DialectName);
        return part.Signature!.Dialect == AnthropicDialect.DialectName ? part with { IsRedacted = true } : part;
    }

    private static string Required(JsonElement block, string name, string path) =>
        block.String(name) ?? throw DialectException.Invalid($"\"{path}.{name}\" is missing or no text.", $"{path}.{name}");
}
