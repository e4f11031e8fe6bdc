using System.Buffers;
using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;

namespace Weir.Dialects.BedrockConverse;

/// <summary>A streamed block that only this dialect knows: its start and its deltas, kept as they came.</summary>
internal static class RawBlock
{
    private const string StartName = "start";
    private const string DeltasName = "deltas";

    /// <summary>The block as a part.</summary>
    public static OpaquePart Part(JsonElement start, IReadOnlyList<JsonElement> deltas)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = Json.Writer(buffer))
        {
            json.WriteStartObject();
            if (start.ValueKind == JsonValueKind.Object)
            {
                json.WriteRaw(StartName, start);
            }

            json.WriteStartArray(DeltasName);
            foreach (var delta in deltas)
            {
                BlockWriter.Raw(json, delta);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        var block = JsonElement.Parse(buffer.WrittenSpan);
        return new OpaquePart(BedrockDialect.DialectName, start.Members().Select(static member => member.Name).FirstOrDefault() ?? "block", block);
    }

    public static JsonElement Start(OpaquePart part) => part.Json.Member(StartName);

    public static IEnumerable<JsonElement> Deltas(OpaquePart part) => part.Json.Member(DeltasName).Items();
}
