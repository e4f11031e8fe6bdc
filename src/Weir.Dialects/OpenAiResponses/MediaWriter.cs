using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;

namespace Weir.Dialects.OpenAiResponses;

/// <summary>Writes pictures, files and sounds of a request.</summary>
internal static class MediaWriter
{
    public static void Write(Utf8JsonWriter json, MediaPart media, Losses losses, string at)
    {
        switch (media)
        {
            case { Kind: MediaKind.Video }:
                losses.Add($"{at}.video", "Responses takes no video");
                return;
            case { Kind: MediaKind.Audio, Source: not InlineMedia }:
                losses.Add($"{at}.audio", "Responses takes audio in the message only");
                return;
            default:
                break;
        }

        json.WriteStartObject();
        switch (media.Kind)
        {
            case MediaKind.Image:
                json.WriteString("type", "input_image");
                WriteSource(json, media.Source, "image_url", "image_url");
                json.WriteString("detail", media.Detail ?? "auto");
                break;
            case MediaKind.Audio:
                var sound = (InlineMedia)media.Source;
                json.WriteString("type", "input_audio");
                json.WriteStartObject("input_audio");
                json.WriteString("data", sound.Base64);
                json.WriteString("format", sound.MediaType[(sound.MediaType.IndexOf('/', StringComparison.Ordinal) + 1)..] is "mpeg" or "mp3" ? "mp3" : "wav");
                json.WriteEndObject();
                break;
            default:
                json.WriteString("type", "input_file");
                json.WriteOptional("filename", media.Name ?? (media.Source is InlineMedia or TextMedia ? "document.pdf" : null));
                WriteSource(json, media.Source, "file_data", "file_url");
                break;
        }

        json.WriteEndObject();
    }

    private static void WriteSource(Utf8JsonWriter json, MediaSource source, string dataName, string urlName)
    {
        switch (source)
        {
            case InlineMedia inline:
                json.WriteString(dataName, DataUrl.Write(inline));
                break;
            case TextMedia text:
                json.WriteString(dataName, DataUrl.Write(new InlineMedia(Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text.Text)), text.MediaType)));
                break;
            case LinkedMedia link:
                json.WriteString(urlName, link.Url);
                break;
            case UploadedMedia uploaded:
                json.WriteString("file_id", uploaded.FileId);
                break;
            default:
                break;
        }
    }
}
