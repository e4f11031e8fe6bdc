using System.Text.Json;
using Weir.Dialects.Conversations;

namespace Weir.Dialects.OpenAiChat.Translation.Requests;

/// <summary>Writes how tokens are drawn, and reports what the server or the model refuses.</summary>
internal static class SamplingWriter
{
    public static void Write(Utf8JsonWriter json, WriteContext context)
    {
        var (sampling, variant) = (context.Conversation.Sampling, context.Variant);
        var refuses = !context.IsOwn && variant.ReasoningRefusesSampling && ModelFamilies.RefusesSampling(context.Family);
        const string Reasons = "models that reason refuse it";
        const string Unknown = "the server does not know it";

        bool Passes(string name, bool isSaid, bool isKnown)
        {
            if (isSaid && !context.IsOwn && (refuses || !isKnown))
            {
                context.Losses.Add(name, refuses ? Reasons : Unknown);
                return false;
            }

            return isSaid;
        }

        void Number(string name, double? value, bool isKnown = true)
        {
            if (Passes(name, value is not null, isKnown))
            {
                json.WriteNumber(name, value!.Value);
            }
        }

        Number("temperature", sampling.Temperature);
        Number("top_p", sampling.TopP);
        Number("top_k", sampling.TopK, variant.KnowsTopK);
        Number("frequency_penalty", sampling.FrequencyPenalty, variant.KnowsPenalties);
        Number("presence_penalty", sampling.PresencePenalty, variant.KnowsPenalties);
        Number("top_logprobs", sampling.TopLogProbs, variant.KnowsLogProbs);
        if (Passes("logprobs", sampling.LogProbs is not null, variant.KnowsLogProbs))
        {
            json.WriteBoolean("logprobs", sampling.LogProbs!.Value);
        }

        if (sampling.Seed is { } seed)
        {
            var kept = context.IsOwn && variant.SeedMember == "seed" && context.Conversation.Extras.Has("$random_seed");
            json.WriteNumber(kept ? "random_seed" : variant.SeedMember, seed);
        }

        if (context.IsOwn && context.Conversation.Extras.TryGet(Notes.Dialect, "$stop", out var stop))
        {
            json.WriteRaw("stop", stop);
        }
        else if (Passes("stop", sampling.Stop.Count > 0, isKnown: true))
        {
            WriteStop(json, sampling.Stop, context);
        }
    }

    /// <summary>OpenAI takes four; most others as many or more.</summary>
    private static void WriteStop(Utf8JsonWriter json, IReadOnlyList<string> stop, WriteContext context)
    {
        const int Most = 4;
        if (stop.Count > Most)
        {
            context.Losses.Add("stop", $"only the first {Most} are taken");
        }

        json.WriteStartArray("stop");
        foreach (var text in stop.Take(Most))
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
