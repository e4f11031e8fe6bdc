using System.Runtime.InteropServices;
using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.OpenAiChat;
using Weir.Dialects.Usage;

namespace Weir.Dialects.CohereV2;

/// <summary>Two counts: <c>tokens</c>, what the model saw, and <c>billed_units</c>, without the vendor's own prompt. The latter is what is paid, so it counts where it is told.</summary>
internal static class CohereUsage
{
    private const string Note = "$usage";
    private const string NoneNote = "$no_usage";

    public static TokenUsage? Read(JsonElement usage, ref ExtrasBuilder extras)
    {
        if (usage.IsNothing())
        {
            extras.Note(NoneNote, "");
            return null;
        }

        extras.Add(Note, usage);
        return usage.ValueKind == JsonValueKind.Object && UsageReader.TryRead(JsonMarshal.GetRawUtf8Value(usage), out var read) ? read : null;
    }

    /// <summary>Writes usage as it came from the same dialect, else both counts: clients demand them.</summary>
    public static void Write(Utf8JsonWriter json, TokenUsage? usage, Extras extras)
    {
        if (extras.TryGet(CohereV2Dialect.DialectName, Note, out var own))
        {
            json.WriteRaw("usage", own);
            return;
        }

        if (usage is null && extras.Text(CohereV2Dialect.DialectName, NoneNote) is not null)
        {
            return;
        }

        var counts = usage ?? default;
        json.WriteStartObject("usage");
        json.WriteStartObject("billed_units");
        WriteCounts(json, counts);
        json.WriteEndObject();
        json.WriteStartObject("tokens");
        WriteCounts(json, counts);
        if (counts.Reasoning > 0)
        {
            json.WriteNumber("reasoning_tokens", counts.Reasoning);
        }

        json.WriteEndObject();
        json.WriteNumber("cached_tokens", counts.CachedRead);
        json.WriteEndObject();
    }

    private static void WriteCounts(Utf8JsonWriter json, TokenUsage usage)
    {
        json.WriteNumber("input_tokens", usage.Input);
        json.WriteNumber("output_tokens", usage.Output);
    }
}
