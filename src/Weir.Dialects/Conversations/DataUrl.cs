using Weir.Dialects.Conversations.Parts;

namespace Weir.Dialects.Conversations;

/// <summary><c>data:</c> URLs, in which several dialects carry media.</summary>
public static class DataUrl
{
    /// <summary>The media in a URL: in itself, or at the address.</summary>
    /// <param name="url">A <c>data:</c> URL in base64, or an address.</param>
    /// <param name="usualType">The media type where none is told.</param>
    /// <param name="isData">True where what is no <c>data:</c> URL is bare base64.</param>
    public static MediaSource Read(string url, string usualType, bool isData = false)
    {
        ArgumentNullException.ThrowIfNull(url);
        if (!url.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
        {
            return isData ? new InlineMedia(url, usualType) : new LinkedMedia(url);
        }

        var comma = url.IndexOf(',', StringComparison.Ordinal);
        if (comma < 0)
        {
            return new LinkedMedia(url);
        }

        var type = url[5..comma].Split(';')[0];
        return new InlineMedia(url[(comma + 1)..], type.Length > 0 ? type : usualType);
    }

    /// <summary>The URL of inline media.</summary>
    public static string Write(InlineMedia media)
    {
        ArgumentNullException.ThrowIfNull(media);
        return $"data:{media.MediaType};base64,{media.Base64}";
    }
}
