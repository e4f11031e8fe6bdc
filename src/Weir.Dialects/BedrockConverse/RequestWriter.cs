using System.Text.Json;
using Weir.Dialects.AnthropicMessages;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;
using Weir.Dialects.Conversations.Tools;

namespace Weir.Dialects.BedrockConverse;

/// <summary>Writes requests.</summary>
internal static class RequestWriter
{
    /// <summary>Writes all members of a request into the object that is open.</summary>
    public static void WriteMembers(Utf8JsonWriter json, Conversation conversation, WriteOptions options)
    {
        WritePrompt(json, conversation, options);
        WriteInference(json, conversation, options);
        WriteFormat(json, conversation, options.Losses);
        WriteFields(json, conversation, options);
        conversation.Extras.WriteTo(json, BedrockDialect.DialectName);
        conversation.Extras.ReportTo(options.Losses, BedrockDialect.DialectName);
        if (conversation.Dialect != BedrockDialect.DialectName)
        {
            ReportUnknown(conversation, options.Losses);
        }
    }

    /// <summary>Writes what is counted: system, messages and tools.</summary>
    public static void WritePrompt(Utf8JsonWriter json, Conversation conversation, WriteOptions options)
    {
        var isOwn = conversation.Dialect == BedrockDialect.DialectName;
        var leading = conversation.Messages.TakeWhile(static message => message.Role is Role.System or Role.Developer).ToList();
        if (leading is [var only] && only.Extras.TryGet(BedrockDialect.DialectName, "$system", out var system))
        {
            json.WriteRaw("system", system);
        }
        else if (leading.Count > 0)
        {
            json.WriteStartArray("system");
            foreach (var part in leading.SelectMany(static message => message.Parts))
            {
                BlockWriter.Write(json, part, options.Losses, "system");
            }

            json.WriteEndArray();
        }

        WriteMessages(json, [.. conversation.Messages.Skip(leading.Count)], isOwn, options.Losses);
        WriteTools(json, conversation, options.Losses);
    }

    private static void WriteMessages(Utf8JsonWriter json, IReadOnlyList<Message> messages, bool isOwn, Losses losses)
    {
        json.WriteStartArray("messages");
        var index = 0;
        foreach (var message in isOwn ? messages : Turns.Merge(Turns.InPlace(messages, losses)))
        {
            var at = $"messages[{index++}]";
            if (message.Extras.TryGet(BedrockDialect.DialectName, "$message", out var whole))
            {
                BlockWriter.Raw(json, whole);
                continue;
            }

            message.Extras.ReportTo(losses, BedrockDialect.DialectName, at);
            json.WriteStartObject();
            json.WriteString("role", message.Role == Role.Assistant ? "assistant" : "user");
            json.WriteStartArray("content");

            // Results must stand first in the message behind the calls.
            foreach (var part in message.Role == Role.Assistant ? message.Parts : [.. message.Parts.OrderBy(static part => part is ToolResultPart ? 0 : 1)])
            {
                BlockWriter.Write(json, part, losses, at);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTools(Utf8JsonWriter json, Conversation conversation, Losses losses)
    {
        if (conversation.Extras.TryGet(BedrockDialect.DialectName, "$toolConfig", out var raw))
        {
            json.WriteRaw("toolConfig", raw);
            return;
        }

        // A history with calls needs their tools, also where the client offers none any more.
        var tools = conversation.Tools.Count > 0
            ? conversation.Tools
            : [.. conversation.Messages.SelectMany(static message => message.Parts).OfType<ToolCallPart>().Select(static call => call.Name).Distinct(StringComparer.Ordinal).Select(static name => new FunctionTool(name))];
        if (tools.Count == 0 || conversation.Dialect == BedrockDialect.DialectName)
        {
            return;
        }

        json.WriteStartObject("toolConfig");
        json.WriteStartArray("tools");
        for (var i = 0; i < tools.Count; i++)
        {
            tools[i].Extras.ReportTo(losses, BedrockDialect.DialectName, $"tools[{i}]");
            switch (tools[i])
            {
                case FunctionTool function:
                    WriteSpec(json, function.Name, function.Description, function.Parameters, function.Strict);
                    break;
                case CustomTool custom:
                    WriteSpec(json, custom.Name, custom.Description, ToolArguments.CustomSchema, null);
                    break;
                case ServerTool other:
                    losses.Add($"tools[{i}]", $"{other.Type} is a tool that only {other.Dialect} runs");
                    break;
                default:
                    break;
            }

            BlockWriter.WritePoint(json, tools[i].Cache);
        }

        json.WriteEndArray();
        WriteChoice(json, conversation.ToolChoice, losses);
        json.WriteEndObject();
    }

    private static void WriteSpec(Utf8JsonWriter json, string name, string? description, JsonElement? schema, bool? strict)
    {
        json.WriteStartObject();
        json.WriteStartObject("toolSpec");
        json.WriteString("name", name);
        json.WriteOptional("description", description is { Length: > 0 } ? description : null);
        json.WriteStartObject("inputSchema");
        json.WritePropertyName("json");
        json.WriteRawValue(schema is { } given ? given.GetRawText() : """{"type":"object","properties":{}}""", skipInputValidation: true);
        json.WriteEndObject();
        json.WriteOptional("strict", strict == true ? true : null);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteChoice(Utf8JsonWriter json, ToolChoice? choice, Losses losses)
    {
        switch (choice)
        {
            case { Mode: ToolChoiceMode.None }:
                losses.Add("tool_choice", "Bedrock can't forbid the tools that it is told of");
                break;
            case { Mode: ToolChoiceMode.Required }:
                json.WritePropertyName("toolChoice");
                json.WriteRawValue("""{"any":{}}""", skipInputValidation: true);
                break;
            case { Mode: ToolChoiceMode.Named, Name: { } name }:
                json.WriteStartObject("toolChoice");
                json.WriteStartObject("tool");
                json.WriteString("name", name);
                json.WriteEndObject();
                json.WriteEndObject();
                break;
            case { Mode: ToolChoiceMode.Auto }:
                json.WritePropertyName("toolChoice");
                json.WriteRawValue("""{"auto":{}}""", skipInputValidation: true);
                break;
            default:
                break;
        }
    }

    private static void WriteInference(Utf8JsonWriter json, Conversation conversation, WriteOptions options)
    {
        if (conversation.Extras.TryGet(BedrockDialect.DialectName, "$inferenceConfig", out var raw))
        {
            json.WriteRaw("inferenceConfig", raw);
            return;
        }

        if (conversation.Dialect == BedrockDialect.DialectName)
        {
            return;
        }

        var sampling = conversation.Sampling;
        var thinks = IsClaude(conversation, options) && Thinking.IsOn(conversation, options);
        json.WriteStartObject("inferenceConfig");
        json.WriteOptional("maxTokens", conversation.MaxOutputTokens);
        if (thinks && sampling.Temperature is not (null or 1))
        {
            options.Losses.Add("temperature", "Claude takes none while it thinks");
        }
        else
        {
            json.WriteOptional("temperature", sampling.Temperature is > 1 ? 1 : sampling.Temperature);
        }

        json.WriteOptional("topP", thinks && sampling.TopP < 0.95 ? null : sampling.TopP);
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

    private static void WriteFormat(Utf8JsonWriter json, Conversation conversation, Losses losses)
    {
        if (conversation.Extras.TryGet(BedrockDialect.DialectName, "$outputConfig", out var raw))
        {
            json.WriteRaw("outputConfig", raw);
        }
        else if (conversation.Format is { Kind: FormatKind.JsonSchema, Schema: { } schema } format)
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
        else if (conversation.Format is { Kind: FormatKind.JsonObject })
        {
            losses.Add("response_format", "Bedrock makes JSON of a schema only");
        }
    }

    /// <summary>What only a vendor's models take: Claude's thinking and top_k.</summary>
    private static void WriteFields(Utf8JsonWriter json, Conversation conversation, WriteOptions options)
    {
        if (conversation.Extras.TryGet(BedrockDialect.DialectName, "$fields", out var raw))
        {
            json.WriteRaw("additionalModelRequestFields", raw);
            return;
        }

        if (conversation.Dialect == BedrockDialect.DialectName)
        {
            return;
        }

        var thinks = Thinking.IsOn(conversation, options);
        if (!IsClaude(conversation, options))
        {
            Unknown(options.Losses, "reasoning", thinks && options.CanReason != true);
            if (thinks && options.CanReason == true)
            {
                json.WriteStartObject("additionalModelRequestFields");
                json.WriteStartObject("reasoning_config");
                json.WriteString("type", "enabled");
                json.WriteOptional("budget_tokens", (long?)conversation.Reasoning!.BudgetTokens);
                json.WriteEndObject();
                json.WriteEndObject();
            }

            Unknown(options.Losses, "top_k", conversation.Sampling.TopK is not null);
            return;
        }

        if (!thinks && conversation.Sampling.TopK is null)
        {
            return;
        }

        json.WriteStartObject("additionalModelRequestFields");
        if (thinks)
        {
            var family = options.ModelFamily ?? conversation.Model;
            Thinking.Write(json, conversation, family, conversation.MaxOutputTokens ?? options.OutputLimit ?? 32000, options.Losses);
            if (Thinking.Effort(conversation, family) is { } effort)
            {
                json.WriteStartObject("output_config");
                json.WriteString("effort", effort);
                json.WriteEndObject();
            }
        }
        else
        {
            json.WriteOptional("top_k", (long?)conversation.Sampling.TopK);
        }

        json.WriteEndObject();
    }

    private static bool IsClaude(Conversation conversation, WriteOptions options) =>
        (options.ModelFamily ?? conversation.Model) is var family && (family.Contains("claude", StringComparison.OrdinalIgnoreCase) || family.Contains("anthropic", StringComparison.OrdinalIgnoreCase));

    private static void ReportUnknown(Conversation conversation, Losses losses)
    {
        Unknown(losses, "frequency_penalty", conversation.Sampling.FrequencyPenalty is not (null or 0));
        Unknown(losses, "presence_penalty", conversation.Sampling.PresencePenalty is not (null or 0));
        Unknown(losses, "seed", conversation.Sampling.Seed is not null);
        Unknown(losses, "logprobs", conversation.Sampling.LogProbs == true);
        Unknown(losses, "n", conversation.Choices > 1);
        Unknown(losses, "user", conversation.EndUser is not null);
        Unknown(losses, "verbosity", conversation.Verbosity is not (null or "medium"));
        Unknown(losses, "service_tier", conversation.ServiceTier is not (null or "auto" or "default"));
        Unknown(losses, "parallel_tool_calls", conversation is { ParallelToolCalls: false, Tools.Count: > 0 });
        Unknown(losses, "metadata", conversation.Metadata is { Count: > 0 });
    }

    private static void Unknown(Losses losses, string what, bool isSaid)
    {
        if (isSaid)
        {
            losses.Add(what, "Bedrock has no such parameter");
        }
    }
}
