using System.Buffers;
using System.Text.Json;
using Weir.Dialects.Conversations;

namespace Weir.Dialects.CohereV2;

/// <summary>Log probabilities come in chunks <c>{text, token_ids, logprobs}</c>. A chunk of one token can be told in OpenAI chat's form; the text of one among several can't.</summary>
internal static class CohereLogProbs
{
    /// <summary>The chunks in OpenAI chat's form; null when one of them has more than one token.</summary>
    public static JsonElement? Read(IEnumerable<JsonElement> chunks)
    {
        var list = chunks.ToList();
        if (list.Count == 0 || !list.TrueForAll(static chunk => chunk.String("text") is not null && ProbabilityOf(chunk) is not null))
        {
            return null;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var json = Json.Writer(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray("content");
            foreach (var chunk in list)
            {
                json.WriteStartObject();
                json.WriteString("token", chunk.String("text"));
                json.WriteNumber("logprob", ProbabilityOf(chunk)!.Value);
                json.WriteNull("bytes");
                json.WriteStartArray("top_logprobs");
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    /// <summary>Reports log probabilities of another dialect: they lack the ids of the tokens.</summary>
    public static void Report(JsonElement? logProbs, Losses losses)
    {
        if (logProbs is not null)
        {
            losses.Add("logprobs", "the ids of the tokens are not known");
        }
    }

    private static double? ProbabilityOf(JsonElement chunk) =>
        chunk.Member("logprobs") is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() == 1 ? list[0].AsDouble() : null;
}
