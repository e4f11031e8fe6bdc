using System.Text.Json;
using Weir.Dialects.Conversations;

namespace Weir.Dialects.CohereV2;

/// <summary>Writes the body of <c>/v2/chat</c>.</summary>
internal static class CohereRequestWriter
{
    public static void Write(Utf8JsonWriter json, Conversation conversation, WriteOptions options)
    {
        var losses = options.Losses;
        RequestLosses.ReportCommon(conversation, CohereV2Dialect.DialectName, losses);
        json.WriteStartObject();
        json.WriteString("model", conversation.Model);
        CohereTools.Write(json, conversation, losses);
        json.WriteStartArray("messages");
        foreach (var message in FlatMessages.Of(conversation.Messages, CohereV2Dialect.DialectName, static _ => false))
        {
            CohereMessageWriter.Write(json, message, options.CanReason != false, losses);
        }

        json.WriteEndArray();
        if (conversation.Stream || conversation.Extras.Text(CohereV2Dialect.DialectName, CohereRequestReader.NoStreamNote) is null)
        {
            json.WriteBoolean("stream", conversation.Stream);
        }

        CohereFormat.Write(json, conversation.Format);
        json.WriteOptional("max_tokens", (long?)conversation.MaxOutputTokens);
        CohereThinking.Write(json, conversation.Reasoning, options.CanReason);
        WriteSampling(json, conversation, losses);
        conversation.Extras.WriteTo(json, CohereV2Dialect.DialectName);
        json.WriteEndObject();
    }

    private static void WriteSampling(Utf8JsonWriter json, Conversation conversation, Losses losses)
    {
        var sampling = conversation.Sampling;
        json.WriteOptional("temperature", sampling.Temperature);
        json.WriteOptional("p", sampling.TopP);
        json.WriteOptional("k", (long?)sampling.TopK);
        json.WriteOptional("frequency_penalty", sampling.FrequencyPenalty);
        json.WriteOptional("presence_penalty", sampling.PresencePenalty);
        json.WriteOptional("seed", sampling.Seed);
        json.WriteOptional("logprobs", sampling.LogProbs);
        if (sampling.TopLogProbs is > 0)
        {
            losses.Add("top_logprobs", "alternatives are not told");
        }

        if (sampling.Stop.Count > 0)
        {
            json.WriteStartArray("stop_sequences");
            foreach (var stop in sampling.Stop)
            {
                json.WriteStringValue(stop);
            }

            json.WriteEndArray();
        }
        else if (conversation.Extras.TryGet(CohereV2Dialect.DialectName, CohereRequestReader.StopNote, out var empty))
        {
            json.WriteRaw("stop_sequences", empty);
        }
    }
}
