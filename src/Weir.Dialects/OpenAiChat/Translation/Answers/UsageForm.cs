using System.Runtime.InteropServices;
using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Usage;

namespace Weir.Dialects.OpenAiChat.Translation.Answers;

/// <summary>The member <c>usage</c>, to and fro.</summary>
internal static class UsageForm
{
    /// <summary>Reads the usage of an answer or a chunk: its own, or Groq's in <c>x_groq</c>; null when it tells none.</summary>
    public static TokenUsage? Read(JsonElement body, out JsonElement raw)
    {
        raw = body.Member("usage");
        if (raw.ValueKind == JsonValueKind.Object)
        {
            return UsageReader.TryRead(JsonMarshal.GetRawUtf8Value(raw), out var usage) ? usage : null;
        }

        raw = default;
        var groq = body.Member("x_groq").Member("usage");
        return groq.ValueKind == JsonValueKind.Object && UsageReader.TryRead(JsonMarshal.GetRawUtf8Value(groq), out var inGroq) ? inGroq : null;
    }

    /// <summary>Writes the member; nothing when there is no usage, or where Groq's own member tells it.</summary>
    public static void Write(Utf8JsonWriter json, Answer answer)
    {
        if (answer.Extras.TryGet(Notes.Dialect, Notes.Usage, out var raw))
        {
            json.WriteRaw("usage", raw);
        }
        else if (answer.Usage is { } usage && !answer.Extras.Has("x_groq"))
        {
            Write(json, usage);
        }
    }

    private static void Write(Utf8JsonWriter json, TokenUsage usage)
    {
        json.WriteStartObject("usage");
        json.WriteNumber("prompt_tokens", usage.Input);
        json.WriteNumber("completion_tokens", usage.Output);
        json.WriteNumber("total_tokens", usage.Total);
        json.WriteStartObject("prompt_tokens_details");
        json.WriteNumber("cached_tokens", usage.CachedRead);
        if (usage.CachedWrite > 0)
        {
            json.WriteNumber("cache_write_tokens", usage.CachedWrite);
        }

        json.WriteNumber("audio_tokens", usage.InputAudio);
        json.WriteEndObject();
        json.WriteStartObject("completion_tokens_details");
        json.WriteNumber("reasoning_tokens", usage.Reasoning);
        json.WriteNumber("audio_tokens", usage.OutputAudio);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
