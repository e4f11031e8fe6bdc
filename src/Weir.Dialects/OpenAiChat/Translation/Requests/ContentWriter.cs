using System.Buffers;
using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;
using Weir.Dialects.OpenAiChat.Variants;

namespace Weir.Dialects.OpenAiChat.Translation.Requests;

/// <summary>Writes the content of a system's, user's or tool's message: text where that says it all, else a list of parts.</summary>
internal sealed class ContentWriter(WriteContext context)
{
    /// <summary>Writes the member <c>content</c>.</summary>
    /// <param name="json">The writer.</param>
    /// <param name="parts">The parts.</param>
    /// <param name="keepList">True when the client had sent a list.</param>
    /// <param name="marksOnMessage">True when the message itself bears the mark.</param>
    /// <param name="at">Where it is, for losses.</param>
    public void Write(Utf8JsonWriter json, IReadOnlyList<Part> parts, bool keepList, bool marksOnMessage, string at)
    {
        var marks = context.WritesMarks && !marksOnMessage;
        if (parts.Count == 0 && context.IsOwn && !keepList)
        {
            json.WriteNull("content");
            return;
        }

        if (!keepList && parts.All(part => part is TextPart text && !(marks && text.Cache is not null) && !text.Extras.Are(Notes.Dialect)) && (parts.Count <= 1 || !context.IsOwn))
        {
            json.WriteString("content", string.Join('\n', parts.Cast<TextPart>().Select(static part => part.Text)));
            return;
        }

        if (!context.IsOwn && !parts.Any(static part => part is TextPart { Text.Length: > 0 } or MediaPart { Kind: MediaKind.Image }))
        {
            WriteWhatIsLeft(json, parts, marks, at);
            return;
        }

        json.WriteStartArray("content");
        foreach (var part in parts)
        {
            WritePart(json, part, marks, at);
        }

        json.WriteEndArray();
    }

    /// <summary>Perhaps no part has a form here. An empty list is refused, an empty text is not.</summary>
    private void WriteWhatIsLeft(Utf8JsonWriter json, IReadOnlyList<Part> parts, bool marks, string at)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var list = Json.Writer(buffer))
        {
            list.WriteStartArray();
            foreach (var part in parts)
            {
                WritePart(list, part, marks, at);
            }

            list.WriteEndArray();
        }

        json.WritePropertyName("content");
        if (buffer.WrittenCount > "[]".Length)
        {
            json.WriteRawValue(buffer.WrittenSpan, skipInputValidation: true);
        }
        else
        {
            json.WriteStringValue("");
        }
    }

    /// <summary>Writes a part where a list is open; what there is no form for is reported.</summary>
    public void WritePart(Utf8JsonWriter json, Part part, bool marks, string at)
    {
        if (part.Extras.TryGet(Notes.Dialect, Notes.Raw, out var raw))
        {
            raw.WriteTo(json);
            return;
        }

        switch (part)
        {
            case TextPart { Text.Length: 0 } when !context.IsOwn:
                break;
            case TextPart text:
                json.WriteStartObject();
                json.WriteString("type", "text");
                json.WriteString("text", text.Text);
                text.Extras.WriteTo(json, Notes.Dialect);
                Close(json, part, marks);
                break;
            case RefusalPart refusal:
                json.WriteStartObject();
                json.WriteString("type", "text");
                json.WriteString("text", refusal.Text);
                Close(json, part, marks);
                break;
            case MediaPart media:
                WriteMedia(json, media, marks, at);
                break;
            case OpaquePart { Dialect: Notes.Dialect } opaque:
                opaque.Json.WriteTo(json);
                break;
            case OpaquePart opaque:
                context.Losses.Add($"{at}.{opaque.Type}", $"only {opaque.Dialect} knows it");
                break;
            case ServerToolCallPart or ServerToolResultPart:
                context.Losses.Add($"{at}.server_tool", "tools that another provider ran have no form here");
                break;
            default:
                context.Losses.Add(at, "it has no form in this message");
                break;
        }
    }

    private void WriteMedia(Utf8JsonWriter json, MediaPart media, bool marks, string at)
    {
        var url = MediaTypes.ToUrl(media.Source);
        switch (media.Kind)
        {
            case MediaKind.Image when url is not null:
                json.WriteStartObject();
                json.WriteString("type", "image_url");
                json.WriteStartObject("image_url");
                json.WriteString("url", url);
                json.WriteOptional("detail", media.Detail);
                json.WriteEndObject();
                Close(json, media, marks);
                break;
            case MediaKind.Video when url is not null && context.Variant.KnowsVideo:
                json.WriteStartObject();
                json.WriteString("type", "video_url");
                json.WriteStartObject("video_url");
                json.WriteString("url", url);
                json.WriteEndObject();
                Close(json, media, marks);
                break;
            case MediaKind.Audio when context.Variant.KnowsAudio && media.Source is InlineMedia sound:
                WriteAudio(json, sound);
                Close(json, media, marks);
                break;
            case MediaKind.File:
                WriteFile(json, media, url, marks, at);
                break;
            default:
                context.Losses.Add($"{at}.{Word(media.Kind)}", "the server has no form for it");
                break;
        }
    }

    private void WriteAudio(Utf8JsonWriter json, InlineMedia sound)
    {
        json.WriteStartObject();
        json.WriteString("type", "input_audio");
        if (context.Variant.BareAudio)
        {
            json.WriteString("input_audio", sound.Base64);
        }
        else
        {
            json.WriteStartObject("input_audio");
            json.WriteString("data", sound.Base64);
            json.WriteString("format", MediaTypes.AudioFormatOf(sound.MediaType));
            json.WriteEndObject();
        }
    }

    private void WriteFile(Utf8JsonWriter json, MediaPart file, string? url, bool marks, string at)
    {
        if (file.Source is TextMedia text)
        {
            // A document of plain text is text here.
            json.WriteStartObject();
            json.WriteString("type", "text");
            json.WriteString("text", text.Text);
            Close(json, file, marks);
            return;
        }

        var isLinkHere = file.Source is LinkedMedia && context.Variant.Documents == DocumentForm.File && context.Variant.History != ReasoningHistory.Details;
        if (context.Variant.Documents == DocumentForm.None || url is null || isLinkHere)
        {
            context.Losses.Add($"{at}.file", isLinkHere ? "files go in the message, not by address" : "the server has no form for it");
            return;
        }

        json.WriteStartObject();
        if (context.Variant.Documents == DocumentForm.DocumentUrl)
        {
            json.WriteString("type", "document_url");
            json.WriteString("document_url", url);
            json.WriteOptional("document_name", file.Name);
        }
        else
        {
            json.WriteString("type", "file");
            json.WriteStartObject("file");
            json.WriteString("filename", file.Name ?? "document.pdf");
            json.WriteString("file_data", url);
            json.WriteEndObject();
        }

        Close(json, file, marks);
    }

    private void Close(Utf8JsonWriter json, Part part, bool marks)
    {
        if (marks && part.Cache is { } mark)
        {
            CacheMarks.Write(json, mark, context.Variant.CacheMember);
        }

        json.WriteEndObject();
    }

    private static string Word(MediaKind kind) => kind switch { MediaKind.Image => "image", MediaKind.Audio => "audio", MediaKind.Video => "video", _ => "file" };
}
