using System.Buffers;
using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;
using Weir.Dialects.Conversations.Tools;

namespace Weir.Dialects.AnthropicMessages;

/// <summary>Writes requests.</summary>
internal static class RequestWriter
{
    private const int UsualLimit = 4096;
    private const int MostByItself = 32000;
    private const int LongestUser = 256;

    /// <param name="conversation">The request.</param>
    /// <param name="to">Where to.</param>
    /// <param name="options">What is known of the target.</param>
    /// <param name="version">The <c>anthropic_version</c> of clouds, which name the model in the address; null for Anthropic itself.</param>
    /// <param name="isCount">True for the question how many tokens it has.</param>
    public static void Write(Conversation conversation, IBufferWriter<byte> to, WriteOptions options, string? version, bool isCount = false)
    {
        using var json = Json.Writer(to);
        var family = options.ModelFamily ?? conversation.Model;
        var maxTokens = conversation.MaxOutputTokens ?? (options.OutputLimit is { } limit ? Math.Min(limit, MostByItself) : UsualLimit);
        var thinks = Thinking.IsOn(conversation, options);
        json.WriteStartObject();
        if (version is null)
        {
            json.WriteString("model", conversation.Model);
        }
        else
        {
            json.WriteString("anthropic_version", version);
        }

        // Tools, system and messages come first and in this order: it is the order of the prompt that is cached.
        WriteTools(json, conversation, options.Losses);
        WriteToolChoice(json, conversation, thinks, options.Losses);
        var messages = WriteSystem(json, conversation, options.Losses);
        WriteMessages(json, messages, IsOwn(conversation), options.Losses);
        if (!isCount)
        {
            json.WriteNumber("max_tokens", maxTokens);
        }

        if (thinks)
        {
            Thinking.Write(json, conversation, family, maxTokens, options.Losses);
        }
        else if (conversation.Reasoning is { Enabled: false } off && off.Extras.IsEmpty)
        {
            json.WriteStartObject("thinking");
            json.WriteString("type", "disabled");
            json.WriteEndObject();
        }

        WriteOutputConfig(json, conversation, family, options);
        if (!isCount)
        {
            WriteSampling(json, conversation, thinks, options.Losses);
            WriteRest(json, conversation, options.Losses, version is not null);
        }

        if (conversation.Cache?.Mark is { } mark)
        {
            BlockWriter.WriteMark(json, mark);
        }

        conversation.Extras.ReportTo(options.Losses, AnthropicDialect.DialectName);
        foreach (var (name, value) in conversation.Extras.Are(AnthropicDialect.DialectName) ? conversation.Extras.Members : [])
        {
            if (!name.StartsWith("output_config.", StringComparison.Ordinal) && !(isCount && name is "container" or "inference_geo"))
            {
                json.WriteRaw(name, value);
            }
        }

        json.WriteEndObject();
    }

    private static void WriteTools(Utf8JsonWriter json, Conversation conversation, Losses losses)
    {
        if (conversation.Tools.Count == 0)
        {
            return;
        }

        json.WriteStartArray("tools");
        for (var i = 0; i < conversation.Tools.Count; i++)
        {
            conversation.Tools[i].Extras.ReportTo(losses, AnthropicDialect.DialectName, $"tools[{i}]");
            switch (conversation.Tools[i])
            {
                case FunctionTool function:
                    WriteFunction(json, function.Name, function.Description, function.Parameters, function.Strict, function);
                    break;
                case CustomTool custom:
                    WriteFunction(json, custom.Name, custom.Description, ToolArguments.CustomSchema, null, custom);
                    break;
                case ServerTool { Dialect: AnthropicDialect.DialectName } server:
                    BlockWriter.Raw(json, server.Json);
                    break;
                case ServerTool other:
                    losses.Add($"tools[{i}]", $"{other.Type} is a tool that only {other.Dialect} runs");
                    break;
                default:
                    break;
            }
        }

        json.WriteEndArray();
    }

    private static void WriteFunction(Utf8JsonWriter json, string name, string? description, JsonElement? schema, bool? strict, Tool tool)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteOptional("description", description);
        if (schema is { ValueKind: JsonValueKind.Object } given)
        {
            json.WriteRaw("input_schema", given);
        }
        else
        {
            json.WriteStartObject("input_schema");
            json.WriteString("type", "object");
            json.WriteEndObject();
        }

        json.WriteOptional("strict", strict == true || tool.Extras.Are(AnthropicDialect.DialectName) ? strict : null);
        BlockWriter.WriteMark(json, tool.Cache);
        tool.Extras.WriteTo(json, AnthropicDialect.DialectName);
        json.WriteEndObject();
    }

    private static void WriteToolChoice(Utf8JsonWriter json, Conversation conversation, bool thinks, Losses losses)
    {
        var choice = conversation.ToolChoice;
        if (conversation.Tools.Count == 0 || (choice is null && conversation.ParallelToolCalls != false))
        {
            return;
        }

        var mode = choice?.Mode ?? ToolChoiceMode.Auto;
        if (thinks && mode is ToolChoiceMode.Required or ToolChoiceMode.Named && !IsOwn(conversation))
        {
            // The API refuses the two together. Thinking was asked for as well, and it leads to the call by itself more often than not.
            losses.Add("tool_choice", "Anthropic forces no tool while it thinks");
            mode = ToolChoiceMode.Auto;
        }

        if (choice is { Allowed.Count: > 0 })
        {
            losses.Add("tool_choice.allowed_tools", "Anthropic chooses among all tools");
        }

        json.WriteStartObject("tool_choice");
        json.WriteString("type", mode switch { ToolChoiceMode.None => "none", ToolChoiceMode.Required => "any", ToolChoiceMode.Named => "tool", _ => "auto" });
        json.WriteOptional("name", mode == ToolChoiceMode.Named ? choice?.Name : null);
        json.WriteOptional("disable_parallel_tool_use", mode == ToolChoiceMode.None ? null : conversation.ParallelToolCalls switch { false => true, true when IsOwn(conversation) => false, _ => (bool?)null });
        choice?.Extras.WriteTo(json, AnthropicDialect.DialectName);
        json.WriteEndObject();
    }

    private static bool IsOwn(Conversation conversation) => conversation.Dialect == AnthropicDialect.DialectName;

    /// <summary>Writes the system messages that stand first; returns the others with the rest.</summary>
    private static IReadOnlyList<Message> WriteSystem(Utf8JsonWriter json, Conversation conversation, Losses losses)
    {
        var leading = conversation.Messages.TakeWhile(message => message.Role is Role.System or Role.Developer && (!IsOwn(conversation) || message.Extras.Text(AnthropicDialect.DialectName, "$place") == "system")).ToList();
        if (leading is [{ Parts: [TextPart text] } only] && only.Extras.Text(AnthropicDialect.DialectName, "$content") == "text")
        {
            json.WriteString("system", text.Text);
        }
        else if (leading.Count > 0)
        {
            json.WriteStartArray("system");
            foreach (var part in leading.SelectMany(static message => message.Parts))
            {
                BlockWriter.Write(json, part, losses, "system");
            }

            json.WriteEndArray();
        }

        return [.. conversation.Messages.Skip(leading.Count)];
    }

    private static void WriteMessages(Utf8JsonWriter json, IReadOnlyList<Message> messages, bool isOwn, Losses losses)
    {
        json.WriteStartArray("messages");
        var index = 0;
        foreach (var message in isOwn ? messages : Turns.Merge(Turns.InPlace(messages, losses)))
        {
            WriteMessage(json, message, isOwn, losses, $"messages[{index++}]");
        }

        json.WriteEndArray();
    }

    private static void WriteMessage(Utf8JsonWriter json, Message message, bool isOwn, Losses losses, string at)
    {
        json.WriteStartObject();
        json.WriteString("role", message.Role switch { Role.Assistant => "assistant", Role.System => "system", _ => "user" });
        if (message.Parts is [TextPart { Cache: null } only] && (message.Extras.Text(AnthropicDialect.DialectName, "$content") == "text"))
        {
            json.WriteString("content", only.Text);
        }
        else
        {
            json.WriteStartArray("content");

            // Results must stand first in the message behind the calls.
            foreach (var part in message.Role == Role.Assistant || isOwn ? message.Parts : [.. message.Parts.OrderBy(static part => part is ToolResultPart ? 0 : 1)])
            {
                BlockWriter.Write(json, part, losses, at);
            }

            json.WriteEndArray();
        }

        if (message.Name is not null)
        {
            losses.Add($"{at}.name", "Anthropic has no names of speakers");
        }

        message.Extras.WriteTo(json, AnthropicDialect.DialectName);
        json.WriteEndObject();
    }

    private static void WriteOutputConfig(Utf8JsonWriter json, Conversation conversation, string family, WriteOptions options)
    {
        var effort = options.CanReason == false ? null : Thinking.Effort(conversation, family);
        var format = conversation.Format;
        var rest = conversation.Extras.Are(AnthropicDialect.DialectName) ? conversation.Extras.Members.Where(static member => member.Key.StartsWith("output_config.", StringComparison.Ordinal)).ToList() : [];
        if (format is { Kind: FormatKind.JsonObject })
        {
            options.Losses.Add("response_format", "Anthropic makes JSON of a schema only");
        }

        if (effort is null && format is not { Kind: FormatKind.JsonSchema } && rest.Count == 0)
        {
            return;
        }

        json.WriteStartObject("output_config");
        json.WriteOptional("effort", effort);
        if (format is { Kind: FormatKind.JsonSchema, Schema: { } schema })
        {
            json.WriteStartObject("format");
            json.WriteString("type", "json_schema");
            json.WriteRaw("schema", schema);
            format.Extras.WriteTo(json, AnthropicDialect.DialectName);
            json.WriteEndObject();
        }

        foreach (var (name, value) in rest)
        {
            json.WriteRaw(name["output_config.".Length..], value);
        }

        json.WriteEndObject();
    }

    private static void WriteSampling(Utf8JsonWriter json, Conversation conversation, bool thinks, Losses losses)
    {
        var sampling = conversation.Sampling;
        var isOwn = IsOwn(conversation);
        if (thinks && !isOwn && sampling.Temperature is not (null or 1))
        {
            losses.Add("temperature", "Anthropic takes none while it thinks");
        }
        else if (sampling.Temperature is > 1 && !isOwn)
        {
            losses.Add("temperature", "Anthropic takes at most 1, which is sent");
            json.WriteNumber("temperature", 1);
        }
        else
        {
            json.WriteOptional("temperature", sampling.Temperature);
        }

        if (thinks && !isOwn && sampling.TopK is not null)
        {
            losses.Add("top_k", "Anthropic takes none while it thinks");
        }
        else
        {
            json.WriteOptional("top_k", sampling.TopK);
        }

        if (thinks && !isOwn && sampling.TopP is < 0.95)
        {
            losses.Add("top_p", "Anthropic takes 0.95 to 1 while it thinks");
        }
        else
        {
            json.WriteOptional("top_p", sampling.TopP);
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

        Unknown(losses, "frequency_penalty", sampling.FrequencyPenalty is not (null or 0));
        Unknown(losses, "presence_penalty", sampling.PresencePenalty is not (null or 0));
        Unknown(losses, "seed", sampling.Seed is not null);
        Unknown(losses, "logprobs", sampling.LogProbs == true || sampling.TopLogProbs > 0);
    }

    private static void WriteRest(Utf8JsonWriter json, Conversation conversation, Losses losses, bool isCloud)
    {
        // Bedrock and Vertex tell by the address whether a stream is wanted; Vertex takes the member as well.
        if (conversation.Stream)
        {
            json.WriteBoolean("stream", true);
        }
        else if (IsOwn(conversation) && !isCloud)
        {
            json.WriteBoolean("stream", false);
        }

        if (conversation.EndUser is { } user)
        {
            json.WriteStartObject("metadata");
            json.WriteString("user_id", IsOwn(conversation) ? user : EndUserIds.Fit(user, LongestUser));
            json.WriteEndObject();
        }

        json.WriteOptional("service_tier", conversation.ServiceTier is "auto" or "standard_only" || IsOwn(conversation) ? conversation.ServiceTier : null);
        Unknown(losses, "service_tier", conversation.ServiceTier is not (null or "auto" or "default" or "standard_only") && !IsOwn(conversation));
        Unknown(losses, "n", conversation.Choices > 1);
        Unknown(losses, "metadata", conversation.Metadata is { Count: > 0 });
        Unknown(losses, "verbosity", conversation.Verbosity is not (null or "medium"));
        Unknown(losses, "modalities", conversation.Modalities?.Any(static kind => kind != "text") == true);
    }

    private static void Unknown(Losses losses, string what, bool isSaid)
    {
        if (isSaid)
        {
            losses.Add(what, "Anthropic has no such parameter");
        }
    }
}
