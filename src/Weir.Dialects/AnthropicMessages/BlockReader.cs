using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;

namespace Weir.Dialects.AnthropicMessages;

/// <summary>Reads content blocks.</summary>
internal static class BlockReader
{
    /// <summary>The note under which a media source travels as it came.</summary>
    public const string SourceNote = "$source";

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
                throw Fields.Wrong(path, "text or a list of content blocks");
        }
    }

    /// <summary>Reads one block.</summary>
    public static Part Read(JsonElement block, string path)
    {
        var type = Fields.RequiredText(Fields.Object(block, path), "type", path);
        return type switch
        {
            "text" => Text(block, path),
            "image" when Source(block, path) is { } source => Media(block, MediaKind.Image, source, path),
            "document" when Source(block, path) is { } source => Media(block, MediaKind.File, source, path),
            "tool_use" => ToolUse(block, path),
            "tool_result" => ToolResult(block, path),
            "thinking" => Thinking(block, path),
            "redacted_thinking" => Redacted(block, path),
            "server_tool_use" or "mcp_tool_use" => new ServerToolCallPart(block.String("id"), block.String("name") ?? type, block.Clone(), AnthropicDialect.DialectName),
            _ when type.EndsWith("_tool_result", StringComparison.Ordinal) => new ServerToolResultPart(block.String("tool_use_id"), type, block.Clone(), AnthropicDialect.DialectName),
            _ => new OpaquePart(AnthropicDialect.DialectName, type, block.Clone()),
        };
    }

    /// <summary>Reads the <c>cache_control</c> of a block, a tool or the request.</summary>
    public static CacheMark? Mark(JsonElement owner, string path)
    {
        if (owner.Member("cache_control") is not { ValueKind: not JsonValueKind.Undefined } mark)
        {
            return null;
        }

        var at = path.Length == 0 ? "cache_control" : path + ".cache_control";
        return new CacheMark(Fields.Text(Fields.Object(mark, at), "ttl", at)) { Extras = Rest(mark, "type", "ttl") };
    }

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

    private static TextPart Text(JsonElement block, string path) => new(Fields.RequiredText(block, "text", path))
    {
        Citations = [.. block.Member("citations").Items().Select(Citation)],
        Cache = Mark(block, path),
        Extras = block.Member("citations").Items().Any()
            ? Rest(block, "type", "text", "cache_control", "citations")
            : Rest(block, "type", "text", "cache_control"),
    };

    private static MediaPart Media(JsonElement block, MediaKind kind, MediaSource source, string path) => new(kind, source)
    {
        Name = kind == MediaKind.File ? Fields.Text(block, "title", path) : null,
        Cache = Mark(block, path),
        Extras = MediaExtras(block, kind, source),
    };

    /// <summary>The rest of the block, and the source as it came where the neutral form tells less of it.</summary>
    private static Extras MediaExtras(JsonElement block, MediaKind kind, MediaSource source)
    {
        var rest = kind == MediaKind.File ? Rest(block, "type", "source", "title", "cache_control") : Rest(block, "type", "source", "cache_control");
        var raw = block.Member("source");
        var known = source switch { InlineMedia or TextMedia => 3, _ => 2 };
        return raw.String("type") == "content" || raw.EnumerateObject().Count() != known ? rest.With(AnthropicDialect.DialectName, SourceNote, raw.Clone()) : rest;
    }

    /// <summary>Null for a form that only this dialect knows.</summary>
    private static MediaSource? Source(JsonElement block, string path)
    {
        var source = Fields.Object(block.Member("source"), path + ".source");
        var at = path + ".source";
        return Fields.RequiredText(source, "type", at) switch
        {
            "base64" => new InlineMedia(Fields.RequiredText(source, "data", at), Fields.RequiredText(source, "media_type", at)),
            "text" => new TextMedia(Fields.RequiredText(source, "data", at), Fields.Text(source, "media_type", at) ?? "text/plain"),
            "url" => new LinkedMedia(Fields.RequiredText(source, "url", at)),
            "file" => new UploadedMedia(Fields.RequiredText(source, "file_id", at)),
            "content" when ReadContent(source.Member("content"), at + ".content") is { Count: > 0 } parts && parts.All(static part => part is TextPart) =>
                new TextMedia(string.Join('\n', parts.Cast<TextPart>().Select(static part => part.Text)), "text/plain"),
            _ => null,
        };
    }

    private static ToolCallPart ToolUse(JsonElement block, string path) =>
        new(Fields.RequiredText(block, "id", path), Fields.RequiredText(block, "name", path), block.Member("input") is { ValueKind: not JsonValueKind.Undefined } input ? input.GetRawText() : "{}")
        {
            Cache = Mark(block, path),
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
        return new ToolResultPart(Fields.RequiredText(block, "tool_use_id", path), ReadContent(content, path + ".content"))
        {
            IsError = Fields.Truth(block, "is_error", path),
            Cache = Mark(block, path),
            Extras = extras.Build(AnthropicDialect.DialectName),
        };
    }

    private static ReasoningPart Thinking(JsonElement block, string path)
    {
        var part = new ReasoningPart(Fields.RequiredText(block, "thinking", path)) { Extras = Rest(block, "type", "thinking", "signature") };
        return Fields.Text(block, "signature", path) is { Length: > 0 } signature ? SignatureEnvelope.Unwrap(part, signature, AnthropicDialect.DialectName) : part;
    }

    private static ReasoningPart Redacted(JsonElement block, string path)
    {
        var data = Fields.RequiredText(block, "data", path);
        var part = SignatureEnvelope.Unwrap(new ReasoningPart("") { Extras = Rest(block, "type", "data") }, data, AnthropicDialect.DialectName);
        return part.Signature!.Dialect == AnthropicDialect.DialectName ? part with { IsRedacted = true } : part;
    }
}
