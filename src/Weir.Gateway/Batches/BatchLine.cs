using System.Text.Json;
using Weir.Dialects.OpenAiChat;
using Weir.Dialects.Usage;

namespace Weir.Gateway.Batches;

/// <summary>One answered line of a batch's output: <c>{"custom_id", "response": {"status_code", "body": {"model", "usage", "data", ...}}}</c>.</summary>
/// <param name="Model">Who answered; null where it is not told.</param>
/// <param name="Usage">What was used; null where it is not told.</param>
/// <param name="Images">The pictures of an answer that is made of such: the elements of its <c>data</c>.</param>
internal readonly record struct BatchLine(string? Model, TokenUsage? Usage, long Images)
{
    /// <summary>Reads a line; null for a request that failed, and for what is not JSON. Nothing of the answer is kept.</summary>
    public static BatchLine? Read(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        try
        {
            return reader.Read() && Enter(ref reader, "response"u8) ? ReadResponse(ref reader, line) : null;
        }
        catch (JsonException)
        {
            return null;
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

    private static BatchLine? ReadResponse(ref Utf8JsonReader reader, ReadOnlySpan<byte> line)
    {
        var isFailed = false;
        BatchLine? body = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isStatus = reader.ValueTextEquals("status_code"u8);
            var isBody = reader.ValueTextEquals("body"u8);
            reader.Read();
            if (isBody && reader.TokenType == JsonTokenType.StartObject)
            {
                body = ReadBody(ref reader, line);
                continue;
            }

            isFailed |= isStatus && reader.TokenType == JsonTokenType.Number && (!reader.TryGetInt32(out var status) || status is < 200 or >= 300);
            reader.Skip();
        }

        // What tells its usage was used, whatever became of it.
        return isFailed && body is { Usage: null } ? null : body;
    }

    private static BatchLine ReadBody(ref Utf8JsonReader reader, ReadOnlySpan<byte> line)
    {
        var body = default(BatchLine);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isModel = reader.ValueTextEquals("model"u8);
            var isUsage = reader.ValueTextEquals("usage"u8);
            var isData = reader.ValueTextEquals("data"u8);
            reader.Read();
            if (isData && reader.TokenType == JsonTokenType.StartArray)
            {
                body = body with { Images = Count(ref reader) };
                continue;
            }

            var start = (int)reader.TokenStartIndex;
            if (isModel && reader.TokenType == JsonTokenType.String)
            {
                body = body with { Model = reader.GetString() };
            }

            reader.Skip();
            if (isUsage && UsageReader.TryRead(line[start..(int)reader.BytesConsumed], out var usage))
            {
                body = body with { Usage = usage };
            }
        }

        return body;
    }

    /// <summary>Counts an array's elements, up to its end.</summary>
    private static long Count(ref Utf8JsonReader reader)
    {
        long count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            count++;
            reader.Skip();
        }

        return count;
    }
}
