using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;

namespace Weir.Dialects.CohereV2;

/// <summary>Reads a message's <c>content</c>: a text or a list of parts.</summary>
internal static class CohereContentReader
{
    /// <summary>On a part that was a document: the part as it came.</summary>
    public const string DocumentNote = "$document";

    /// <summary>On a picture: its <c>image_url</c>, where it has members that are not known.</summary>
    public const string ImageNote = "$image_url";

    /// <summary>On a message: the form of its content where that is not a plain text; <c>parts</c> or <c>empty</c>.</summary>
    public const string FormNote = "$content";

    public static List<Part> Read(JsonElement content, string path, ref ExtrasBuilder extras)
    {
        if (content.IsNothing())
        {
            return [];
        }

        if (content.AsString() is { } text)
        {
            if (text.Length > 0)
            {
                return [new TextPart(text)];
            }

            extras.Note(FormNote, "empty");
            return [];
        }

        if (content.ValueKind != JsonValueKind.Array)
        {
            throw DialectException.Invalid($"`{path}` must be a text or a list of parts.", path);
        }

        extras.Note(FormNote, "parts");
        return [.. content.EnumerateArray().Select((part, index) => ReadPart(part, $"{path}[{index}]"))];
    }

    /// <summary>Reads one part of a list, or the beginning of a streamed one.</summary>
    public static Part ReadPart(JsonElement part, string path)
    {
        _ = part.MustBeMembers(path);
        return part.Member("type").MustBeText($"{path}.type") switch
        {
            "text" => new TextPart(part.Member("text").MustBeText($"{path}.text")) { Extras = Rest(part, "text") },
            "thinking" => new ReasoningPart(part.Member("thinking").MustBeText($"{path}.thinking")) { Extras = Rest(part, "thinking") },
            "image_url" => ReadImage(part, path),
            "document" => ReadDocument(part, path),
            var type => new OpaquePart(CohereV2Dialect.DialectName, type, part.Clone()),
        };
    }

    private static MediaPart ReadImage(JsonElement part, string path)
    {
        var image = part.Member("image_url");
        var extras = new ExtrasBuilder();
        foreach (var member in part.EnumerateObject().Where(static member => member.Name is not ("type" or "image_url")))
        {
            extras.Add(member);
        }

        if (image.MustBeMembers($"{path}.image_url").Any(static member => member.Name is not ("url" or "detail")))
        {
            extras.Add(ImageNote, image);
        }

        var url = image.Member("url").MustBeText($"{path}.image_url.url");
        return new MediaPart(MediaKind.Image, SourceOf(url))
        {
            Detail = image.Member("detail").MayBeText($"{path}.image_url.detail"),
            Extras = extras.Build(CohereV2Dialect.DialectName),
        };
    }

    private static MediaSource SourceOf(string url)
    {
        const string Marker = ";base64,";
        var at = url.StartsWith("data:", StringComparison.Ordinal) ? url.IndexOf(Marker, StringComparison.Ordinal) : -1;
        return at < 0 ? new LinkedMedia(url) : new InlineMedia(url[(at + Marker.Length)..], url["data:".Length..at]);
    }

    /// <summary>A document in a tool's result is its content: other dialects get its data as text.</summary>
    private static TextPart ReadDocument(JsonElement part, string path)
    {
        var document = part.Member("document");
        if (document.ValueKind is not (JsonValueKind.Object or JsonValueKind.String))
        {
            throw DialectException.Invalid($"`{path}.document` must be an object or a text.", $"{path}.document");
        }

        var data = document.Member("data") is { ValueKind: not JsonValueKind.Undefined } inner ? inner : document;
        return new TextPart(data.AsString() ?? data.GetRawText())
        {
            Extras = Extras.Of(CohereV2Dialect.DialectName, [new(DocumentNote, part.Clone())]),
        };
    }

    private static Extras Rest(JsonElement part, string known)
    {
        var extras = new ExtrasBuilder();
        foreach (var member in part.EnumerateObject().Where(member => member.Name != "type" && member.Name != known))
        {
            extras.Add(member);
        }

        return extras.Build(CohereV2Dialect.DialectName);
    }
}
