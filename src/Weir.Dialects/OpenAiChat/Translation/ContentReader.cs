using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;

namespace Weir.Dialects.OpenAiChat.Translation;

/// <summary>Reads a message's content: text, or a list of parts.</summary>
internal static class ContentReader
{
    /// <summary>The parts of a content, none for null.</summary>
    /// <param name="content">The value.</param>
    /// <param name="path">Its path, for errors.</param>
    public static IReadOnlyList<Part> Read(JsonElement content, string path)
    {
        switch (content.ValueKind)
        {
            case JsonValueKind.Undefined or JsonValueKind.Null:
                return [];
            case JsonValueKind.String:
                return [new TextPart(content.GetString()!)];
            case JsonValueKind.Array:
                var parts = new List<Part>(content.GetArrayLength());
                foreach (var item in content.EnumerateArray())
                {
                    parts.Add(ReadPart(item, $"{path}[{parts.Count}]"));
                }

                return parts;
            default:
                throw Expect.Wrong(path, "a string or a list of parts");
        }
    }

    /// <summary>One part of a list.</summary>
    public static Part ReadPart(JsonElement item, string path)
    {
        if (item.ValueKind == JsonValueKind.String)
        {
            return new TextPart(item.GetString()!) { Extras = Extras.None.With(Notes.Dialect, Notes.Raw, item) };
        }

        Expect.Object(item, path);
        var type = Expect.Member(item, "type", path);
        return type switch
        {
            "text" or "input_text" or "output_text" => ReadText(item, path),
            "refusal" => WithRaw(new RefusalPart(Expect.Member(item, "refusal", path)), item),
            "thinking" => WithRaw(new ReasoningPart(ThinkingText(item)), item),
            "image_url" => ReadLinked(item, MediaKind.Image, type, "image/png", path),
            "video_url" => ReadLinked(item, MediaKind.Video, type, "video/mp4", path),
            "document_url" => ReadLinked(item, MediaKind.File, type, "application/pdf", path),
            "input_audio" => ReadAudio(item, path),
            "file" => ReadFile(item, path),
            _ => new OpaquePart(Notes.Dialect, type, item.Clone()) { Cache = MarkOf(item) },
        };
    }

    /// <summary>The words of Mistral's <c>thinking</c> part, which holds a list of text parts (or just text).</summary>
    public static string ThinkingText(JsonElement item) =>
        item.Member("thinking") is { ValueKind: JsonValueKind.String } text
            ? text.GetString()!
            : string.Concat(item.Member("thinking").Items().Select(static inner => inner.String("text")));

    private static TextPart ReadText(JsonElement item, string path)
    {
        var extras = default(ExtrasBuilder);
        CacheMark? cache = null;
        foreach (var member in item.EnumerateObject())
        {
            if (CacheMarks.IsMark(member.Name))
            {
                cache = CacheMarks.Read(member);
            }
            else if (member.Name is not ("type" or "text"))
            {
                extras.Add(member);
            }
        }

        return new TextPart(Expect.Member(item, "text", path)) { Cache = cache, Extras = extras.Build(Notes.Dialect) };
    }

    /// <summary>A part whose address stands in an object with <c>url</c>, or by itself.</summary>
    private static Part ReadLinked(JsonElement item, MediaKind kind, string name, string fallbackType, string path)
    {
        var at = $"{path}.{name}";
        var value = item.Member(name);
        var url = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Object => Expect.Member(value, "url", at),
            JsonValueKind.Undefined => throw Expect.Missing(at),
            _ => throw Expect.Wrong(at, "an object with \"url\""),
        };
        return WithRaw(new MediaPart(kind, MediaTypes.FromUrl(url, fallbackType)) { Detail = value.String("detail"), Name = item.String("document_name") }, item);
    }

    private static Part ReadAudio(JsonElement item, string path)
    {
        var at = $"{path}.input_audio";
        var value = item.Member("input_audio");
        var data = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Object => Expect.Member(value, "data", at),
            JsonValueKind.Undefined => throw Expect.Missing(at),
            _ => throw Expect.Wrong(at, "an object with \"data\""),
        };
        var source = data.StartsWith("data:", StringComparison.OrdinalIgnoreCase) || data.StartsWith("http", StringComparison.OrdinalIgnoreCase)
            ? MediaTypes.FromUrl(data, MediaTypes.OfAudioFormat(value.String("format")))
            : new InlineMedia(data, value.String("format") is { } format ? MediaTypes.OfAudioFormat(format) : MediaTypes.OfAudioBytes(data));
        return WithRaw(new MediaPart(MediaKind.Audio, source), item);
    }

    private static Part ReadFile(JsonElement item, string path)
    {
        var at = $"{path}.file";
        var file = Expect.Object(item.Member("file"), at);
        MediaSource source = file.String("file_data") is { } data
            ? data.StartsWith("data:", StringComparison.OrdinalIgnoreCase) || data.StartsWith("http", StringComparison.OrdinalIgnoreCase)
                ? MediaTypes.FromUrl(data, "application/pdf")
                : new InlineMedia(data, "application/pdf")
            : file.String("file_id") is { } id
                ? new UploadedMedia(id)
                : throw Expect.Missing($"{at}.file_data");
        return WithRaw(new MediaPart(MediaKind.File, source) { Name = file.String("filename") }, item);
    }

    private static Part WithRaw(Part part, JsonElement item) => part with { Cache = MarkOf(item), Extras = Extras.None.With(Notes.Dialect, Notes.Raw, item.Clone()) };

    private static CacheMark? MarkOf(JsonElement item)
    {
        foreach (var member in item.EnumerateObject())
        {
            if (CacheMarks.IsMark(member.Name))
            {
                return CacheMarks.Read(member);
            }
        }

        return null;
    }
}
