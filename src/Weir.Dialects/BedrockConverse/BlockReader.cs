using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;

namespace Weir.Dialects.BedrockConverse;

/// <summary>Reads content blocks. Each travels whole beside what others understand of it, as the note <c>$block</c>.</summary>
internal static class BlockReader
{
    public const string BlockNote = "$block";

    /// <summary>Reads a list of blocks. A cache point marks the block before it.</summary>
    public static List<Part> ReadAll(JsonElement blocks, string path)
    {
        if (blocks.ValueKind != JsonValueKind.Array)
        {
            throw DialectException.Invalid($"\"{path}\" must be a list of blocks.", path);
        }

        var parts = new List<Part>();
        foreach (var block in blocks.Items())
        {
            if (block.ValueKind != JsonValueKind.Object)
            {
                throw DialectException.Invalid($"\"{path}[{parts.Count}]\" must be an object.", path);
            }

            if (block.Member("cachePoint") is { ValueKind: JsonValueKind.Object } point && parts.Count > 0)
            {
                parts[^1] = parts[^1] with { Cache = new CacheMark(point.String("ttl")) };
            }
            else
            {
                parts.Add(Read(block, $"{path}[{parts.Count}]"));
            }
        }

        return parts;
    }

    public static Part Read(JsonElement block, string path)
    {
        var extras = new ExtrasBuilder();
        extras.Add(BlockNote, block);
        return Main(block, path) with { Extras = extras.Build(BedrockDialect.DialectName) };
    }

    private static Part Main(JsonElement block, string path)
    {
        var first = block.EnumerateObject().Select(static member => member.Name).FirstOrDefault() ?? "";
        var value = block.Member(first);
        return first switch
        {
            "text" => new TextPart(value.MustBeText(path + ".text")),
            "image" or "video" or "audio" or "document" when value.Member("source").ValueKind != JsonValueKind.Object =>
                throw DialectException.Invalid($"\"{path}.{first}.source\" is missing or no object.", $"{path}.{first}.source"),
            "image" when Source(value, "image/") is { } source => new MediaPart(MediaKind.Image, source),
            "video" when Source(value, "video/") is { } source => new MediaPart(MediaKind.Video, source),
            "audio" when Source(value, "audio/") is { } source => new MediaPart(MediaKind.Audio, source),
            "document" when Source(value, "") is { } source => new MediaPart(MediaKind.File, source) { Name = value.String("name") },
            "toolUse" when value.String("type") == "server_tool_use" => new ServerToolCallPart(value.String("toolUseId"), value.String("name") ?? "", block.Clone(), BedrockDialect.DialectName),
            "toolUse" => new ToolCallPart(Required(value, "toolUseId", path), Required(value, "name", path), value.Member("input") is { ValueKind: JsonValueKind.Object } input ? input.GetRawText() : "{}"),
            "toolResult" when value.String("type") is not null => new ServerToolResultPart(value.String("toolUseId"), value.String("type")!, block.Clone(), BedrockDialect.DialectName),
            "toolResult" => new ToolResultPart(Required(value, "toolUseId", path), Result(value.Member("content"), path)) { IsError = value.String("status") switch { "error" => true, "success" => false, _ => null } },
            "reasoningContent" => Reasoning(value),
            "citationsContent" => Cited(value),
            _ => new OpaquePart(BedrockDialect.DialectName, first, block.Clone()),
        };
    }

    private static List<Part> Result(JsonElement content, string path) =>
        [.. content.Items().Select((item, index) => item.Member("json") is { ValueKind: not JsonValueKind.Undefined } json ? new TextPart(json.GetRawText()) : Read(item, $"{path}.content[{index}]"))];

    private static ReasoningPart Reasoning(JsonElement reasoning)
    {
        if (reasoning.Member("reasoningText") is { ValueKind: JsonValueKind.Object } text)
        {
            var part = new ReasoningPart(text.String("text") ?? "");
            return text.String("signature") is { Length: > 0 } signature ? SignatureEnvelope.Unwrap(part, signature, BedrockDialect.DialectName) : part;
        }

        return new ReasoningPart("") { IsRedacted = true, Signature = new Signature(BedrockDialect.DialectName, reasoning.String("redactedContent") ?? "") };
    }

    private static TextPart Cited(JsonElement cited) => new(string.Concat(cited.Member("content").Items().Select(static item => item.String("text"))))
    {
        Citations =
        [
            .. cited.Member("citations").Items().Select(static citation => new Citation
            {
                Title = citation.String("title"),
                Url = citation.Member("location").Member("web").String("url"),
                Quote = string.Concat(citation.Member("sourceContent").Items().Select(static source => source.String("text"))),
                Json = citation.Clone(),
                Dialect = BedrockDialect.DialectName,
            }),
        ],
    };

    private static MediaSource? Source(JsonElement media, string kind)
    {
        var source = media.Member("source");
        var type = kind.Length > 0 ? kind + (media.String("format") ?? "png") : DocumentFormats.TypeOf(media.String("format"));
        return source.String("bytes") is { } bytes ? new InlineMedia(bytes, type)
            : source.String("text") is { } text ? new TextMedia(text, type)
            : source.Member("s3Location").String("uri") is { } uri ? new LinkedMedia(uri, type)
            : null;
    }

    private static string Required(JsonElement block, string name, string path) =>
        block.String(name) ?? throw DialectException.Invalid($"\"{path}.{name}\" is missing or no text.", $"{path}.{name}");
}
