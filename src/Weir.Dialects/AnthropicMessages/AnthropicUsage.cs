using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.OpenAiChat;
using Weir.Dialects.Usage;

namespace Weir.Dialects.AnthropicMessages;

/// <summary>Usage objects: cached tokens stand outside <c>input_tokens</c>, and a compaction's passes in <c>iterations</c>.</summary>
internal static class AnthropicUsage
{
    /// <summary>The note under which the object travels as it came.</summary>
    private const string Note = "$usage";

    /// <summary>The same for the last delta of a stream, which tells less.</summary>
    private const string DeltaNote = "$usage_delta";

    public static TokenUsage? Read(JsonElement usage) =>
        usage.ValueKind == JsonValueKind.Object && UsageReader.TryRead(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(usage), out var read) ? read : null;

    /// <summary>Keeps the object for a writer of this dialect.</summary>
    public static void Keep(JsonElement usage, ref ExtrasBuilder extras)
    {
        if (usage.ValueKind == JsonValueKind.Object)
        {
            extras.Add(Note, usage);
        }
    }

    /// <summary>Keeps the object of the last delta of a stream.</summary>
    public static void KeepDelta(JsonElement usage, ref ExtrasBuilder extras)
    {
        if (usage.ValueKind == JsonValueKind.Object)
        {
            extras.Add(DeltaNote, usage);
        }
    }

    /// <summary>Writes the <c>usage</c> of the last delta of a stream.</summary>
    public static void WriteDelta(Utf8JsonWriter json, TokenUsage? usage, Extras extras)
    {
        if (extras.TryGet(AnthropicDialect.DialectName, DeltaNote, out var raw))
        {
            json.WriteRaw("usage", raw);
        }
        else
        {
            Write(json, usage, extras);
        }
    }

    /// <summary>Writes <c>usage</c>: the object as it came where there is one.</summary>
    public static void Write(Utf8JsonWriter json, TokenUsage? usage, Extras extras)
    {
        if (extras.TryGet(AnthropicDialect.DialectName, Note, out var raw))
        {
            json.WriteRaw("usage", raw);
            return;
        }

        var told = usage ?? default;
        json.WriteStartObject("usage");
        json.WriteNumber("input_tokens", Math.Max(0, told.Input - told.CachedRead - told.CachedWrite));
        json.WriteNumber("cache_creation_input_tokens", told.CachedWrite);
        json.WriteNumber("cache_read_input_tokens", told.CachedRead);
        json.WriteNumber("output_tokens", told.Output);
        if (told.Reasoning > 0)
        {
            json.WriteStartObject("output_tokens_details");
            json.WriteNumber("thinking_tokens", told.Reasoning);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
