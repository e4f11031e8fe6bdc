using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;
using Weir.Dialects.OpenAiChat.Translation.Answers;

namespace Weir.Dialects.OpenAiChat.Translation.Streams;

/// <summary>Writes the media of a streamed answer into a delta: sound as <c>audio</c>, pictures as <c>images</c>.</summary>
internal static class MediaForm
{
    /// <summary>Writes what the beginning of the part tells.</summary>
    public static void WriteStart(Utf8JsonWriter json, MediaPart media)
    {
        if (media.Kind == MediaKind.Audio)
        {
            json.WriteStartObject("audio");
            json.WriteString("id", media.Id ?? "audio_0");
            json.WriteOptional("data", media.Source is InlineMedia { Base64: { Length: > 0 } data } ? data : null);
            json.WriteOptional("transcript", media.Transcript);
            json.WriteEndObject();
            return;
        }

        json.WriteStartArray("images");
        if (media.Extras.TryGet(Notes.Dialect, Notes.Raw, out var raw))
        {
            raw.WriteTo(json);
        }
        else
        {
            AnswerMessageWriter.WriteImage(json, MediaTypes.ToUrl(media.Source) ?? "");
        }

        json.WriteEndArray();
    }

    /// <summary>Writes a piece of sound or of its words.</summary>
    public static void WriteAudio(Utf8JsonWriter json, string member, string value)
    {
        json.WriteStartObject("audio");
        json.WriteString(member, value);
        json.WriteEndObject();
    }
}
