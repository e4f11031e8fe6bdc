using System.Text.Json;
using Weir.Dialects.Conversations;

namespace Weir.Dialects.Ollama;

/// <summary>The <c>options</c> of a request: sampling, the limit of output, and settings of the runner, which are kept as extras named <c>options.NAME</c>.</summary>
internal static class OllamaOptions
{
    public const string Prefix = "options.";
    private const string EmptyNote = "$options";

    public static (Sampling Sampling, int? Limit) Read(JsonElement options, Sampling sampling, ref ExtrasBuilder extras)
    {
        int? limit = null;
        var any = false;
        foreach (var member in options.MustBeMembers("options"))
        {
            any = true;
            var (value, path) = (member.Value, Prefix + member.Name);
            if (value.IsNothing())
            {
                continue;
            }

            switch (member.Name)
            {
                case "temperature":
                    sampling = sampling with { Temperature = value.MustBeNumber(path) };
                    break;
                case "top_p":
                    sampling = sampling with { TopP = value.MustBeNumber(path) };
                    break;
                case "top_k":
                    sampling = sampling with { TopK = value.MustBeInt(path) };
                    break;
                case "frequency_penalty":
                    sampling = sampling with { FrequencyPenalty = value.MustBeNumber(path) };
                    break;
                case "presence_penalty":
                    sampling = sampling with { PresencePenalty = value.MustBeNumber(path) };
                    break;
                case "seed":
                    sampling = sampling with { Seed = value.MustBeLong(path) };
                    break;
                case "stop" when value.MustBeTexts(path) is { Count: > 0 } stop:
                    sampling = sampling with { Stop = stop };
                    break;

                // Below 1 it means no limit, or the rest of the context.
                case "num_predict" when value.MustBeInt(path) is > 0 and var most:
                    limit = most;
                    break;
                default:
                    extras.Add(path, value);
                    break;
            }
        }

        if (!any && !options.IsNothing())
        {
            extras.Note(EmptyNote, "");
        }

        return (sampling, limit);
    }

    public static void Write(Utf8JsonWriter json, Conversation conversation)
    {
        var sampling = conversation.Sampling;
        var own = conversation.Extras.Are(OllamaDialect.DialectName)
            ? conversation.Extras.Members.Where(static member => member.Key.StartsWith(Prefix, StringComparison.Ordinal)).ToList()
            : [];
        var isEmpty = sampling with { LogProbs = null, TopLogProbs = null, Stop = [] } == Sampling.Default with { Stop = [] } && sampling.Stop.Count == 0;
        if (isEmpty && conversation.MaxOutputTokens is null && own.Count == 0 && conversation.Extras.Text(OllamaDialect.DialectName, EmptyNote) is null)
        {
            return;
        }

        json.WriteStartObject("options");
        json.WriteOptional("temperature", sampling.Temperature);
        json.WriteOptional("top_p", sampling.TopP);
        json.WriteOptional("top_k", (long?)sampling.TopK);
        json.WriteOptional("frequency_penalty", sampling.FrequencyPenalty);
        json.WriteOptional("presence_penalty", sampling.PresencePenalty);
        json.WriteOptional("seed", sampling.Seed);
        json.WriteOptional("num_predict", (long?)conversation.MaxOutputTokens);
        if (sampling.Stop.Count > 0)
        {
            json.WriteStartArray("stop");
            foreach (var stop in sampling.Stop)
            {
                json.WriteStringValue(stop);
            }

            json.WriteEndArray();
        }

        foreach (var (name, value) in own)
        {
            json.WriteRaw(name[Prefix.Length..], value);
        }

        json.WriteEndObject();
    }
}
