using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;

namespace Weir.Dialects.AnthropicMessages;

/// <summary>Images and documents: what Anthropic takes of them, and how it is written.</summary>
internal static class MediaForm
{
    /// <summary>The media as Anthropic takes it; null where it does not, which is noted.</summary>
    public static MediaPart? Fit(MediaPart media, Losses losses, string at)
    {
        if (media.Detail is not (null or "auto"))
        {
            losses.Add($"{at}.{NameOf(media)}.detail", "Anthropic looks as closely as the image allows");
        }

        if (Refusal(media) is not { } why)
        {
            return media;
        }

        losses.Add($"{at}.{NameOf(media)}", why);
        return null;
    }

    public static string NameOf(MediaPart media) => media.Kind switch { MediaKind.Image => "image", MediaKind.Audio => "audio", MediaKind.Video => "video", _ => "file" };

    public static void Write(Utf8JsonWriter json, MediaPart media)
    {
        json.WriteStartObject();
        json.WriteString("type", media.Kind == MediaKind.Image ? "image" : "document");
        if (media.Extras.TryGet(AnthropicDialect.DialectName, BlockReader.SourceNote, out var raw))
        {
            json.WriteRaw("source", raw);
        }
        else
        {
            WriteSource(json, media);
        }

        // An image with a title is refused.
        json.WriteOptional("title", media.Kind == MediaKind.File ? media.Name : null);
        BlockWriter.WriteMark(json, media.Cache);
        media.Extras.WriteTo(json, AnthropicDialect.DialectName);
        json.WriteEndObject();
    }

    private static string? Refusal(MediaPart media) => (media.Kind, media.Source) switch
    {
        (MediaKind.Audio or MediaKind.Video, _) => "Anthropic takes images and documents only",
        (_, UploadedMedia) => "the file was uploaded to another provider",
        (_, LinkedMedia link) when !IsWeb(link.Url) => "Anthropic reads addresses of the web only",
        (MediaKind.Image, InlineMedia { MediaType: not ("image/jpeg" or "image/png" or "image/gif" or "image/webp") } image) => $"Anthropic takes no {image.MediaType}",
        (MediaKind.Image, TextMedia) => "it is text",
        (MediaKind.File, InlineMedia file) when file.MediaType != "application/pdf" && !IsText(file) => $"Anthropic takes no {file.MediaType}",
        _ => null,
    };

    private static void WriteSource(Utf8JsonWriter json, MediaPart media)
    {
        json.WriteStartObject("source");
        switch (media.Source)
        {
            case InlineMedia inline when media.Kind == MediaKind.File && IsText(inline):
                WriteText(json, Base64Text.Decode(inline.Base64), "text/plain");
                break;
            case InlineMedia inline:
                json.WriteString("type", "base64");
                json.WriteString("media_type", inline.MediaType);
                json.WriteString("data", inline.Base64);
                break;
            case TextMedia text:
                // Plain text is the only kind there is: Markdown and the like are refused under their own names.
                WriteText(json, text.Text, media.Extras.Are(AnthropicDialect.DialectName) ? text.MediaType : "text/plain");
                break;
            case LinkedMedia link:
                json.WriteString("type", "url");
                json.WriteString("url", link.Url);
                break;
            case UploadedMedia uploaded:
                json.WriteString("type", "file");
                json.WriteString("file_id", uploaded.FileId);
                break;
            default:
                break;
        }

        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string text, string mediaType)
    {
        json.WriteString("type", "text");
        json.WriteString("media_type", mediaType);
        json.WriteString("data", text);
    }

    private static bool IsText(InlineMedia media) => media.MediaType.StartsWith("text/", StringComparison.OrdinalIgnoreCase) || media.MediaType is "application/json" or "application/xml";

    private static bool IsWeb(string url) => url.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || url.StartsWith("http://", StringComparison.OrdinalIgnoreCase);
}
