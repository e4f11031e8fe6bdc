using System.Text.Json;
using Weir.Dialects.OpenAiChat;
using Weir.Dialects.Usage;

namespace Weir.Gateway.Batches;

/// <summary>One line of a batch's output: <c>{"custom_id", "response": {"status_code", "body": {"model", "usage", ...}}}</c>.</summary>
internal static class BatchLine
{
    /// <summary>Reads who answered and what was used; false where the line tells no usage (a request that failed) or is not JSON. Nothing of the answer is kept.</summary>
    public static bool TryRead(ReadOnlySpan<byte> line, out string? model, out TokenUsage usage)
    {
        model = null;
        usage = default;
        var reader = new Utf8JsonReader(line);
        try
        {
            return reader.Read() && Enter(ref reader, "response"u8) && Enter(ref reader, "body"u8) && ReadBody(ref reader, line, ref model, ref usage);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Moves from the start of an object to the start of the object that is its member.</summary>
    private static bool Enter(ref Utf8JsonReader reader, ReadOnlySpan<byte> member)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isMember = reader.ValueTextEquals(member);
            reader.Read();
            if (isMember)
            {
                return reader.TokenType == JsonTokenType.StartObject;
            }

            reader.Skip();
        }

        return false;
    }

    private static bool ReadBody(ref Utf8JsonReader reader, ReadOnlySpan<byte> line, ref string? model, ref TokenUsage usage)
    {
        var found = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isModel = reader.ValueTextEquals("model"u8);
            var isUsage = reader.ValueTextEquals("usage"u8);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            if (isModel && reader.TokenType == JsonTokenType.String)
            {
                model = reader.GetString();
            }

            reader.Skip();
            if (isUsage)
            {
                found = UsageReader.TryRead(line[start..(int)reader.BytesConsumed], out usage);
            }
        }

        return found;
    }
}
