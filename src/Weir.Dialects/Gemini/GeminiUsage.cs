using System.Runtime.InteropServices;
using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.OpenAiChat;
using Weir.Dialects.Usage;

namespace Weir.Dialects.Gemini;

/// <summary><c>usageMetadata</c>: thoughts stand outside the candidates' tokens, cached ones inside the prompt's.</summary>
internal static class GeminiUsage
{
    private const string Note = "$usage";

    public static TokenUsage? Read(JsonElement usage) =>
        usage.ValueKind == JsonValueKind.Object && UsageReader.TryRead(JsonMarshal.GetRawUtf8Value(usage), out var read) ? read : null;

    /// <summary>Keeps the object for a writer of this dialect.</summary>
    public static void Keep(JsonElement usage, ref ExtrasBuilder extras)
    {
        if (usage.ValueKind == JsonValueKind.Object)
        {
            extras.Add(Note, usage);
        }
    }

    public static void Write(Utf8JsonWriter json, Answer answer)
    {
        if (answer.Extras.TryGet(GeminiDialect.DialectName, Note, out var raw))
        {
            json.WriteRaw("usageMetadata", raw);
            return;
        }

        if (answer.Extras.Are(GeminiDialect.DialectName) || answer.Usage is not { } usage)
        {
            return;
        }

        json.WriteStartObject("usageMetadata");
        json.WriteNumber("promptTokenCount", usage.Input);
        json.WriteNumber("candidatesTokenCount", usage.Output - usage.Reasoning);
        if (usage.CachedRead > 0)
        {
            json.WriteNumber("cachedContentTokenCount", usage.CachedRead);
        }

        if (usage.Reasoning > 0)
        {
            json.WriteNumber("thoughtsTokenCount", usage.Reasoning);
        }

        json.WriteNumber("totalTokenCount", usage.Total);
        json.WriteEndObject();
    }
}
