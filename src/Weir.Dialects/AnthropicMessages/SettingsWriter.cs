using System.Text.Json;
using Weir.Dialects.Conversations;

namespace Weir.Dialects.AnthropicMessages;

/// <summary>Writes sampling, the form of the answer, and what else a request says of itself; notes what Anthropic has no word for.</summary>
internal static class SettingsWriter
{
    private const string ConfigPrefix = "output_config.";

    /// <summary>Most characters of an end user's id.</summary>
    private const int LongestUser = 256;

    public static void WriteSampling(Utf8JsonWriter json, Conversation conversation, bool thinks, ClaudeFamily family, Losses losses)
    {
        var sampling = IsOwn(conversation) ? conversation.Sampling : Fit(conversation.Sampling, thinks, family, losses);
        json.WriteOptional("temperature", sampling.Temperature);
        json.WriteOptional("top_k", sampling.TopK);
        json.WriteOptional("top_p", sampling.TopP);
        if (sampling.Stop.Count > 0)
        {
            json.WriteStartArray("stop_sequences");
            foreach (var stop in sampling.Stop)
            {
                json.WriteStringValue(stop);
            }

            json.WriteEndArray();
        }
    }

    public static void WriteOutputConfig(Utf8JsonWriter json, Conversation conversation, string model, WriteOptions options)
    {
        var effort = options.CanReason == false ? null : Thinking.Effort(conversation, model);
        var schema = Schema(conversation, ClaudeFamily.Of(model), options.Losses);
        var isAtTop = conversation.Format?.Extras.Text(AnthropicDialect.DialectName, "$place") == RequestReader.OutputFormat;
        if (isAtTop && schema is { } top)
        {
            WriteFormat(json, RequestReader.OutputFormat, conversation.Format!, top);
            schema = null;
        }

        var rest = conversation.Extras.Are(AnthropicDialect.DialectName) ? conversation.Extras.Members.Where(static member => IsOfConfig(member.Key)).ToList() : [];
        if (!IsOwn(conversation) && conversation.Reasoning?.Effort is { } asked and not ("none" or "minimal") && effort is not null && effort != asked)
        {
            options.Losses.Add("reasoning_effort", $"the model takes no {asked}; {effort} is sent");
        }

        if (effort is null && schema is null && rest.Count == 0)
        {
            return;
        }

        json.WriteStartObject("output_config");
        json.WriteOptional("effort", effort);
        if (schema is { } given)
        {
            WriteFormat(json, "format", conversation.Format!, given);
        }

        foreach (var (name, value) in rest)
        {
            json.WriteRaw(name[ConfigPrefix.Length..], value);
        }

        json.WriteEndObject();
    }

    /// <summary>True for an extra that stands in <c>output_config</c>.</summary>
    public static bool IsOfConfig(string name) => name.StartsWith(ConfigPrefix, StringComparison.Ordinal);

    public static void WriteUser(Utf8JsonWriter json, Conversation conversation, Losses losses)
    {
        if (conversation.Extras.TryGet(AnthropicDialect.DialectName, RequestReader.MetadataNote, out var labels))
        {
            json.WriteRaw("metadata", labels);
        }
        else if (conversation.EndUser is { Length: > LongestUser } && !IsOwn(conversation))
        {
            losses.Add("user", $"Anthropic takes at most {LongestUser} characters");
        }
        else if (conversation.EndUser is { } user)
        {
            json.WriteStartObject("metadata");
            json.WriteString("user_id", user);
            json.WriteEndObject();
        }
    }

    public static void WriteServiceTier(Utf8JsonWriter json, Conversation conversation, Losses losses)
    {
        var isKnown = IsOwn(conversation) || conversation.ServiceTier is "auto" or "standard_only";
        json.WriteOptional("service_tier", isKnown ? conversation.ServiceTier : null);
        Unknown(losses, "service_tier", !isKnown && conversation.ServiceTier is not (null or "default"));
    }

    /// <summary>Notes what has no word here at all.</summary>
    public static void ReportUnknown(Conversation conversation, Losses losses)
    {
        var sampling = conversation.Sampling;
        Unknown(losses, "frequency_penalty", sampling.FrequencyPenalty is not (null or 0));
        Unknown(losses, "presence_penalty", sampling.PresencePenalty is not (null or 0));
        Unknown(losses, "seed", sampling.Seed is not null);
        Unknown(losses, "logprobs", sampling.LogProbs == true || sampling.TopLogProbs > 0);
        Unknown(losses, "n", conversation.Choices > 1);
        Unknown(losses, "metadata", conversation.Metadata is { Count: > 0 });
        Unknown(losses, "verbosity", conversation.Verbosity is not (null or "medium"));
        Unknown(losses, "modalities", conversation.Modalities?.Any(static kind => kind != "text") == true);
        Unknown(losses, "audio", conversation.AudioOutput is not null);
        Unknown(losses, "store", conversation.Store == true);
        Unknown(losses, "previous_response_id", conversation.PreviousResponseId is not null);
        Unknown(losses, "cachedContent", conversation.Cache?.Name is not null);
        conversation.Reasoning?.Extras.ReportTo(losses, AnthropicDialect.DialectName, "reasoning");
        conversation.Format?.Extras.ReportTo(losses, AnthropicDialect.DialectName, "response_format");
        conversation.Extras.ReportTo(losses, AnthropicDialect.DialectName);
    }

    private static Sampling Fit(Sampling sampling, bool thinks, ClaudeFamily family, Losses losses)
    {
        // 1 is the default of both, and many clients always say so.
        double? temperature = sampling.Temperature is > 1 && !thinks && !family.IsOnlyAdaptive ? Clamped(losses) : sampling.Temperature;
        var topP = sampling.TopP is 1 ? null : sampling.TopP;
        if (temperature is not (null or 1) && (thinks || family.IsOnlyAdaptive))
        {
            losses.Add("temperature", thinks ? "Anthropic takes none while it thinks" : "the model takes none");
        }

        if (thinks || family.IsOnlyAdaptive)
        {
            temperature = null;
        }

        if (topP is not null && (family.IsOnlyAdaptive || (thinks && topP < 0.95) || (temperature is not null && family.TakesOneOfTemperatureAndTopP)))
        {
            losses.Add("top_p", family.IsOnlyAdaptive ? "the model takes none" : thinks ? "Anthropic takes 0.95 to 1 while it thinks" : "the model takes a temperature or this, not both");
            topP = null;
        }

        var takesTopK = !thinks && !family.IsOnlyAdaptive;
        if (sampling.TopK is not null && !takesTopK)
        {
            losses.Add("top_k", thinks ? "Anthropic takes none while it thinks" : "the model takes none");
        }

        var stop = sampling.Stop.Where(static text => !string.IsNullOrWhiteSpace(text)).ToList();
        if (stop.Count < sampling.Stop.Count)
        {
            losses.Add("stop", "Anthropic takes none that is only white space");
        }

        return sampling with { Temperature = temperature, TopP = topP, TopK = takesTopK ? sampling.TopK : null, Stop = stop };
    }

    private static double Clamped(Losses losses)
    {
        losses.Add("temperature", "Anthropic takes at most 1, which is sent");
        return 1;
    }

    private static JsonElement? Schema(Conversation conversation, ClaudeFamily family, Losses losses)
    {
        switch (conversation.Format)
        {
            case { Kind: FormatKind.JsonObject }:
                losses.Add("response_format", "Anthropic makes JSON of a schema only");
                return null;
            case { Kind: FormatKind.JsonSchema } when !family.KeepsToSchemas && !IsOwn(conversation):
                losses.Add("response_format", "the model came before JSON schemas");
                return null;
            case { Kind: FormatKind.JsonSchema, Schema: { } schema }:
                return schema;
            default:
                return null;
        }
    }

    private static void WriteFormat(Utf8JsonWriter json, string place, ResponseFormat format, JsonElement schema)
    {
        json.WriteStartObject(place);
        json.WriteString("type", "json_schema");
        json.WriteOptional("name", format.Extras.Are(AnthropicDialect.DialectName) ? format.Name : null);
        json.WriteRaw("schema", schema);
        format.Extras.WriteTo(json, AnthropicDialect.DialectName);
        json.WriteEndObject();
    }

    private static bool IsOwn(Conversation conversation) => conversation.Dialect == AnthropicDialect.DialectName;

    private static void Unknown(Losses losses, string what, bool isSaid)
    {
        if (isSaid)
        {
            losses.Add(what, "Anthropic has no such parameter");
        }
    }
}
