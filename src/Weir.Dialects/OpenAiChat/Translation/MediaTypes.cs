using Weir.Dialects.Conversations.Parts;

namespace Weir.Dialects.OpenAiChat.Translation;

/// <summary>Between data URLs, this dialect's words for audio formats, and MIME types.</summary>
internal static class MediaTypes
{
    /// <summary>Bytes in a data URL, or an address.</summary>
    public static MediaSource FromUrl(string url, string fallbackType)
    {
        if (!url.StartsWith("data:", StringComparison.OrdinalIgnoreCase) || url.IndexOf(',', StringComparison.Ordinal) is not (> 0 and var comma))
        {
            return new LinkedMedia(url);
        }

        var head = url[5..comma];
        if (!head.EndsWith(";base64", StringComparison.OrdinalIgnoreCase))
        {
            return new LinkedMedia(url);
        }

        var type = head[..^7].Split(';')[0];
        return new InlineMedia(url[(comma + 1)..], type.Length > 0 ? type : fallbackType);
    }

    /// <summary>A data URL or an address; null for an uploaded file, which has none.</summary>
    public static string? ToUrl(MediaSource source) => source switch
    {
        InlineMedia inline => $"data:{inline.MediaType};base64,{inline.Base64}",
        LinkedMedia linked => linked.Url,
        TextMedia text => $"data:{text.MediaType};base64,{Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text.Text))}",
        _ => null,
    };

    /// <summary>The MIME type of an audio format (<c>wav</c>, <c>mp3</c>).</summary>
    public static string OfAudioFormat(string? format) => format switch
    {
        null or "" => "audio/wav",
        "mp3" => "audio/mpeg",
        _ when format.Contains('/', StringComparison.Ordinal) => format,
        _ => "audio/" + format,
    };

    /// <summary>The format of a MIME type of audio.</summary>
    public static string AudioFormatOf(string mediaType) => mediaType switch
    {
        "audio/mpeg" => "mp3",
        "audio/x-wav" or "audio/wave" => "wav",
        _ => mediaType[(mediaType.IndexOf('/', StringComparison.Ordinal) + 1)..],
    };

    /// <summary>The type of audio that came without one, told by its first bytes.</summary>
    public static string OfAudioBytes(string base64) =>
        base64.StartsWith("UklGR", StringComparison.Ordinal) ? "audio/wav" :
        base64.StartsWith("T2dnUw", StringComparison.Ordinal) ? "audio/ogg" :
        base64.StartsWith("ZkxhQw", StringComparison.Ordinal) ? "audio/flac" :
        "audio/mpeg";
}
