using System.Text.Json;
using Weir.Dialects.AnthropicMessages;
using Weir.Dialects.Conversations;

namespace Weir.Dialects.BedrockConverse;

/// <summary>Writes how to answer: <c>inferenceConfig</c>, <c>outputConfig</c>, labels and tier, and what only a vendor's models take (<c>additionalModelRequestFields</c>).</summary>
internal static class SettingsWriter
{
    /// <summary>Room for the answer where the client set a budget of thoughts but no limit.</summary>
    private const int RoomForAnswer = 4096;

    private const int UsualLimit = 32000;

    /// <summary>Below this Claude takes no <c>top_p</c> while it thinks.</summary>
    private const double LeastTopPWithThoughts = 0.95;

    public static void Write(Utf8JsonWriter json, Conversation conversation, WriteOptions options)
    {
        if (conversation.Dialect == BedrockDialect.DialectName)
        {
            WriteOwn(json, conversation);
            return;
        }

        var model = options.ModelFamily ?? conversation.Model;
        var vendor = Vendors.Of(model);
        var thinks = vendor == Vendor.Claude && Thinking.IsOn(conversation, options);
        WriteInference(json, conversation, vendor, thinks, options);
        WriteFormat(json, conversation.Format, options.Losses);
        WriteLabels(json, conversation, options.Losses);
        WriteFields(json, conversation, model, vendor, thinks, options);
        ReportUnknown(conversation, options.Losses);
    }

    private static void WriteOwn(Utf8JsonWriter json, Conversation conversation)
    {
        foreach (var (note, name) in (ReadOnlySpan<(string, string)>)[("$inferenceConfig", "inferenceConfig"), ("$outputConfig", "outputConfig"), ("$fields", "additionalModelRequestFields")])
        {
            if (conversation.Extras.TryGet(BedrockDialect.DialectName, note, out var raw))
            {
                json.WriteRaw(name, raw);
            }
        }
    }

    private static void WriteInference(Utf8JsonWriter json, Conversation conversation, Vendor vendor, bool thinks, WriteOptions options)
    {
        var (sampling, losses) = (conversation.Sampling, options.Losses);
        var temperature = sampling.Temperature;
        var topP = sampling.TopP;
        var limit = conversation.MaxOutputTokens;
        if (thinks)
        {
            Lost(losses, "temperature", "Claude takes none while it thinks", ref temperature, temperature is not (null or 1));
            Lost(losses, "top_p", "Claude takes none so low while it thinks", ref topP, topP < LeastTopPWithThoughts);
            limit ??= conversation.Reasoning?.BudgetTokens is > 0 and var budget ? Math.Min(budget + RoomForAnswer, options.OutputLimit ?? int.MaxValue) : null;
        }
        else if (vendor == Vendor.Nova2 && IsHighest(conversation))
        {
            const string Reason = "Nova takes none at its highest effort";
            Lost(losses, "temperature", Reason, ref temperature, temperature is not null);
            Lost(losses, "top_p", Reason, ref topP, topP is not null);
        }
        else if (temperature > 1)
        {
            losses.Add("temperature", "Bedrock takes 1 at most");
            temperature = 1;
        }

        json.WriteStartObject("inferenceConfig");
        json.WriteOptional("maxTokens", (long?)limit);
        json.WriteOptional("temperature", temperature);
        json.WriteOptional("topP", topP);
        if (sampling.Stop.Count > 0)
        {
            json.WriteStartArray("stopSequences");
            foreach (var stop in sampling.Stop)
            {
                json.WriteStringValue(stop);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteFormat(Utf8JsonWriter json, ResponseFormat? format, Losses losses)
    {
        if (format is { Kind: FormatKind.JsonSchema, Schema: { } schema })
        {
            json.WriteStartObject("outputConfig");
            json.WriteStartObject("textFormat");
            json.WriteString("type", "json_schema");
            json.WriteStartObject("structure");
            json.WriteStartObject("jsonSchema");
            json.WriteString("name", format.Name ?? "answer");
            json.WriteOptional("description", format.Description);
            json.WriteString("schema", schema.GetRawText());
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        }
        else if (format is { Kind: FormatKind.JsonObject })
        {
            losses.Add("response_format", "Bedrock makes JSON of a schema only");
        }
    }

    private static void WriteLabels(Utf8JsonWriter json, Conversation conversation, Losses losses)
    {
        if (conversation.Metadata is { Count: > 0 } labels)
        {
            json.WriteStartObject("requestMetadata");
            foreach (var (name, value) in labels)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
        }

        switch (conversation.ServiceTier)
        {
            case null or "auto" or "default":
                break;
            case "flex" or "priority" or "reserved":
                json.WriteStartObject("serviceTier");
                json.WriteString("type", conversation.ServiceTier);
                json.WriteEndObject();
                break;
            default:
                losses.Add("service_tier", "Bedrock has no such tier");
                break;
        }
    }

    /// <summary>What only a vendor's models take.</summary>
    private static void WriteFields(Utf8JsonWriter json, Conversation conversation, string model, Vendor vendor, bool thinks, WriteOptions options)
    {
        var effort = vendor is Vendor.Claude ? null : EffortOf(conversation, vendor, options);
        var topK = conversation.Sampling.TopK;
        if (topK is not null && (thinks || vendor is not (Vendor.Claude or Vendor.Nova or Vendor.Nova2)))
        {
            options.Losses.Add("top_k", thinks ? "Claude takes none while it thinks" : "the model has no such parameter");
            topK = null;
        }

        if (!thinks && effort is null && topK is null)
        {
            return;
        }

        json.WriteStartObject("additionalModelRequestFields");
        if (thinks)
        {
            Thinking.Write(json, conversation, model, conversation.MaxOutputTokens ?? options.OutputLimit ?? UsualLimit, options.Losses);
            if (Thinking.Effort(conversation, model) is { } wanted)
            {
                json.WriteStartObject("output_config");
                json.WriteString("effort", wanted);
                json.WriteEndObject();
            }
        }

        WriteEffort(json, vendor, effort);
        if (topK is not null && vendor == Vendor.Claude)
        {
            json.WriteNumber("top_k", topK.Value);
        }
        else if (topK is not null)
        {
            json.WriteStartObject("inferenceConfig");
            json.WriteNumber("topK", topK.Value);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteEffort(Utf8JsonWriter json, Vendor vendor, string? effort)
    {
        switch (vendor)
        {
            case Vendor.Nova2 when effort is not null:
                json.WriteStartObject("reasoningConfig");
                json.WriteString("type", "enabled");
                json.WriteString("maxReasoningEffort", effort);
                json.WriteEndObject();
                break;
            case Vendor.GptOss:
                json.WriteOptional("reasoning_effort", effort);
                break;
            case Vendor.Qwen:
                json.WriteOptional("reasoning_config", effort);
                break;
            default:
                break;
        }
    }

    /// <summary>The effort to ask for, in the three steps that these vendors have; null for none.</summary>
    private static string? EffortOf(Conversation conversation, Vendor vendor, WriteOptions options)
    {
        if (conversation.Reasoning is not { Enabled: not false, Effort: not "none", BudgetTokens: not 0 } reasoning || (reasoning is { Enabled: not true, Effort: null, BudgetTokens: null }))
        {
            return null;
        }

        if (vendor is not (Vendor.Nova2 or Vendor.GptOss or Vendor.Qwen) || options.CanReason == false)
        {
            options.Losses.Add("reasoning", "nothing can be said of it to this model");
            return null;
        }

        return Steps(reasoning.Effort ?? (reasoning.BudgetTokens is > 0 and var budget ? ReasoningEfforts.EffortOf(budget) : "medium"));
    }

    private static string Steps(string effort) => effort switch { "minimal" or "low" => "low", "medium" => "medium", _ => "high" };

    private static bool IsHighest(Conversation conversation) =>
        conversation.Reasoning is { Enabled: not false } reasoning && Steps(reasoning.Effort ?? ReasoningEfforts.EffortOf(reasoning.BudgetTokens ?? 8192)) == "high";

    private static void ReportUnknown(Conversation conversation, Losses losses)
    {
        Unknown(losses, "frequency_penalty", conversation.Sampling.FrequencyPenalty is not (null or 0));
        Unknown(losses, "presence_penalty", conversation.Sampling.PresencePenalty is not (null or 0));
        Unknown(losses, "seed", conversation.Sampling.Seed is not null);
        Unknown(losses, "logprobs", conversation.Sampling.LogProbs == true);
        Unknown(losses, "n", conversation.Choices > 1);
        Unknown(losses, "user", conversation.EndUser is not null);
        Unknown(losses, "verbosity", conversation.Verbosity is not (null or "medium"));
        Unknown(losses, "parallel_tool_calls", conversation is { ParallelToolCalls: false, Tools.Count: > 0 });
    }

    private static void Unknown(Losses losses, string what, bool isSaid)
    {
        if (isSaid)
        {
            losses.Add(what, "Bedrock has no such parameter");
        }
    }

    private static void Lost(Losses losses, string what, string why, ref double? value, bool isLost)
    {
        if (isLost)
        {
            losses.Add(what, why);
            value = null;
        }
    }
}
