using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;
using Weir.Dialects.Streaming;

namespace Weir.Dialects.OpenAiChat.Translation.Streams;

/// <summary>Reads the spoken answer of a choice. Its id, words, sound and time of expiry come in different chunks, the last of them behind the finish reason.</summary>
internal sealed class AudioReader(int choice, PartNumbers numbers, MemberBag extras)
{
    private int? _open;

    public void Read(JsonElement audio, ICollection<StreamEvent> events)
    {
        if (Expect.IsHollow(audio))
        {
            return;
        }

        extras.Set("$expires_at", audio.Member("expires_at"));
        var (id, words, data) = (audio.String("id"), audio.String("transcript"), audio.String("data"));
        if (id is null && words is null && data is null)
        {
            return;
        }

        if (_open is null)
        {
            _open = numbers.Next();
            events.Add(new PartStarted(_open.Value, new MediaPart(MediaKind.Audio, new InlineMedia("", "audio/pcm")) { Id = id }, choice));
        }

        if (words is { Length: > 0 })
        {
            events.Add(new TextDelta(_open.Value, words, choice));
        }

        if (data is { Length: > 0 })
        {
            events.Add(new MediaDelta(_open.Value, data, choice));
        }
    }

    public void Close(ICollection<StreamEvent> events)
    {
        if (_open is { } open)
        {
            _open = null;
            events.Add(new PartEnded(open, null, choice));
        }
    }
}
