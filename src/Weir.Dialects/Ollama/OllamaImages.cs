using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;

namespace Weir.Dialects.Ollama;

/// <summary>Pictures are bare base64 here: what they are is told by their first bytes.</summary>
internal static class OllamaImages
{
    public static MediaPart Read(JsonElement image, string path)
    {
        var base64 = image.MustBeText(path);
        if (base64.StartsWith("data:", StringComparison.Ordinal) || base64.StartsWith("http", StringComparison.Ordinal))
        {
            throw DialectException.Invalid($"`{path}` must be the picture's bytes in base64.", path, "Send the base64 alone, without an address or a data: prefix.");
        }

        return new MediaPart(MediaKind.Image, new InlineMedia(base64, MediaTypeOf(base64)));
    }

    private static string MediaTypeOf(string base64) => base64 switch
    {
        ['/', '9', 'j', '/', ..] => "image/jpeg",
        ['i', 'V', 'B', 'O', 'R', ..] => "image/png",
        ['R', '0', 'l', 'G', ..] => "image/gif",
        ['U', 'k', 'l', 'G', ..] => "image/webp",
        ['Q', 'k', ..] => "image/bmp",
        _ => "application/octet-stream",
    };
}
