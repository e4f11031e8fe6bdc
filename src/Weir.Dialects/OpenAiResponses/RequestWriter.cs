using System.Buffers;
using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;
using Weir.Dialects.Conversations.Tools;

namespace Weir.Dialects.OpenAiResponses;

/// <summary>Writes requests.</summary>
internal static class RequestWriter
{
    private const string Background = "background";

    public static void Write(Conversation conversation, IBufferWriter<byte> to, WriteOptions options)
    {
        using var json = Json.Writer(to);
        var isOwn = conversation.Dialect == ResponsesDialect.DialectName;
        json.WriteStartObject();
        json.WriteString("model", conversation.Model);
        WriteTools(json, conversation, options.Losses);
        WriteInput(json, conversation, isOwn, options.Losses);
        WriteLimits(json, conversation, isOwn, options);
        WriteReasoning(json, conversation, isOwn, options);
        WriteText(json, conversation);
        if (conversation.Stream || isOwn)
        {
            json.WriteBoolean("stream", conversation.Stream);
        }

        // Others' clients send their whole history: nothing needs to be kept for them.
        json.WriteOptional("store", isOwn ? conversation.Store : conversation.Store ?? false);
        json.WriteOptional("previous_response_id", conversation.PreviousResponseId);
        WritePlatform(json, conversation, isOwn, options.Losses);
        WriteExtras(json, conversation.Extras, options.Losses);
        json.WriteEndObject();
    }

    private static void WriteExtras(Utf8JsonWriter json, Extras extras, Losses losses)
    {
        if (extras.TryGet(ResponsesDialect.DialectName, Background, out var background) && background.ValueKind == JsonValueKind.True)
        {
            losses.Add(Background, "an answer that is written anew needs the call");
            extras = extras.Without(Background);
        }

        extras.WriteTo(json, ResponsesDialect.DialectName);
        extras.ReportTo(losses, ResponsesDialect.DialectName);
    }

    private static void WriteInput(Utf8JsonWriter json, Conversation conversation, bool isOwn, Losses losses)
    {
        // Instructions stand apart; what else the system says stays where it is.
        var leading = isOwn
            ? conversation.Messages.TakeWhile(static message => message.Extras.TryGet(ResponsesDialect.DialectName, "$instructions", out _)).ToList()
            : [.. conversation.Messages.TakeWhile(static message => message.Role is Role.System && message.Parts.All(static part => part is TextPart))];
        if (leading.Count > 0)
        {
            json.WriteString("instructions", string.Join("\n\n", leading.SelectMany(static message => message.Parts).OfType<TextPart>().Select(static text => text.Text)));
        }

        if (conversation.Extras.TryGet(ResponsesDialect.DialectName, "$input", out _) && conversation.Messages.Skip(leading.Count).ToList() is [{ Role: Role.User, Parts: [TextPart only] }])
        {
            json.WriteString("input", only.Text);
            return;
        }

        json.WriteStartArray("input");
        for (var i = leading.Count; i < conversation.Messages.Count; i++)
        {
            ItemWriter.Write(json, conversation.Messages[i], losses, $"messages[{i}]");
        }

        json.WriteEndArray();
    }

    private static void WriteTools(Utf8JsonWriter json, Conversation conversation, Losses losses)
    {
        if (conversation.Extras.TryGet(ResponsesDialect.DialectName, "$tools", out var tools))
        {
            json.WriteRaw("tools", tools);
        }
        else if (conversation.Tools.Count > 0)
        {
            json.WriteStartArray("tools");
            for (var i = 0; i < conversation.Tools.Count; i++)
            {
                conversation.Tools[i].Extras.ReportTo(losses, ResponsesDialect.DialectName, $"tools[{i}]");
                WriteTool(json, conversation.Tools[i], losses, i);
            }

            json.WriteEndArray();
        }

        if (conversation.Extras.TryGet(ResponsesDialect.DialectName, "$tool_choice", out var raw))
        {
            json.WriteRaw("tool_choice", raw);
        }
        else if (conversation.ToolChoice is { } choice && conversation.Tools.Count > 0)
        {
            WriteChoice(json, choice);
        }

        json.WriteOptional("parallel_tool_calls", conversation.ParallelToolCalls);
    }

    private static void WriteTool(Utf8JsonWriter json, Tool tool, Losses losses, int index)
    {
        switch (tool)
        {
            case FunctionTool function:
                json.WriteStartObject();
                json.WriteString("type", "function");
                json.WriteString("name", function.Name);
                json.WriteOptional("description", function.Description);
                json.WritePropertyName("parameters");
                json.WriteRawValue(function.Parameters is { } schema ? schema.GetRawText() : """{"type":"object","properties":{}}""", skipInputValidation: true);

                // Strict is the default here and not elsewhere; it forbids most schemas.
                json.WriteBoolean("strict", function.Strict ?? false);
                json.WriteEndObject();
                break;
            case CustomTool custom:
                json.WriteStartObject();
                json.WriteString("type", "custom");
                json.WriteString("name", custom.Name);
                json.WriteOptional("description", custom.Description);
                if (custom.Format is { } format)
                {
                    json.WriteRaw("format", format);
                }

                json.WriteEndObject();
                break;
            case ServerTool { Dialect: ResponsesDialect.DialectName } server:
                ItemWriter.Raw(json, server.Json);
                break;
            case ServerTool other:
                losses.Add($"tools[{index}]", $"{other.Type} is a tool that only {other.Dialect} runs");
                break;
            default:
                break;
        }
    }

    public static void WriteChoice(Utf8JsonWriter json, ToolChoice choice)
    {
        var mode = choice.Mode switch { ToolChoiceMode.None => "none", ToolChoiceMode.Required => "required", _ => "auto" };
        if (choice is { Mode: ToolChoiceMode.Named, Name: { } name })
        {
            json.WriteStartObject("tool_choice");
            json.WriteString("type", "function");
            json.WriteString("name", name);
            json.WriteEndObject();
        }
        else if (choice.Allowed.Count > 0)
        {
            json.WriteStartObject("tool_choice");
            json.WriteString("type", "allowed_tools");
            json.WriteString("mode", mode);
            json.WriteStartArray("tools");
            foreach (var allowed in choice.Allowed)
            {
                json.WriteStartObject();
                json.WriteString("type", "function");
                json.WriteString("name", allowed);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }
        else
        {
            json.WriteString("tool_choice", mode);
        }
    }

    private static void WriteLimits(Utf8JsonWriter json, Conversation conversation, bool isOwn, WriteOptions options)
    {
        var sampling = conversation.Sampling;
        json.WriteOptional("max_output_tokens", isOwn ? conversation.MaxOutputTokens : conversation.MaxOutputTokens is { } limit ? Math.Max(limit, ResponsesDialect.LeastLimit) : null);
        var refuses = !isOwn && OpenAiModels.RefusesSampling(options.ModelFamily ?? conversation.Model);
        if (refuses)
        {
            Unknown(options.Losses, "temperature", sampling.Temperature is not (null or 1), "the model takes none");
            Unknown(options.Losses, "top_p", sampling.TopP is not (null or 1), "the model takes none");
        }
        else
        {
            json.WriteOptional("temperature", sampling.Temperature);
            json.WriteOptional("top_p", sampling.TopP);
        }

        json.WriteOptional("top_logprobs", sampling.TopLogProbs);
        Unknown(options.Losses, "top_k", sampling.TopK is not null);
        Unknown(options.Losses, "stop", sampling.Stop.Count > 0);
        Unknown(options.Losses, "seed", sampling.Seed is not null);
        Unknown(options.Losses, "frequency_penalty", sampling.FrequencyPenalty is not (null or 0));
        Unknown(options.Losses, "presence_penalty", sampling.PresencePenalty is not (null or 0));
        Unknown(options.Losses, "n", conversation.Choices > 1);
    }

    private static void WriteReasoning(Utf8JsonWriter json, Conversation conversation, bool isOwn, WriteOptions options)
    {
        if (conversation.Extras.TryGet(ResponsesDialect.DialectName, "$reasoning", out var raw))
        {
            json.WriteRaw("reasoning", raw);
            return;
        }

        if (isOwn || conversation.Reasoning is not { } reasoning || options.CanReason == false)
        {
            return;
        }

        var effort = reasoning switch
        {
            { Enabled: false } => OpenAiModels.CanStopReasoning(options.ModelFamily ?? conversation.Model) ? "none" : "minimal",
            { Effort: "max" } => "xhigh",
            { Effort: { } said } => said,
            { BudgetTokens: > 0 and var budget } => ReasoningEfforts.EffortOf(budget),
            _ => null,
        };
        json.WriteStartObject("reasoning");
        json.WriteOptional("effort", effort);
        if (effort is not "none" && reasoning.Show != false)
        {
            json.WriteString("summary", reasoning.Summary ?? "auto");
        }

        json.WriteEndObject();
        if (effort is not "none")
        {
            json.WriteStartArray("include");
            json.WriteStringValue("reasoning.encrypted_content");
            json.WriteEndArray();
        }
    }

    private static void WriteText(Utf8JsonWriter json, Conversation conversation)
    {
        if (conversation.Extras.TryGet(ResponsesDialect.DialectName, "$text", out var raw))
        {
            json.WriteRaw("text", raw);
            return;
        }

        var format = conversation.Format is { Kind: not FormatKind.Text } wanted ? wanted : null;
        if (format is null && conversation.Verbosity is null)
        {
            return;
        }

        json.WriteStartObject("text");
        if (format is { Kind: FormatKind.JsonSchema, Schema: { } schema })
        {
            json.WriteStartObject("format");
            json.WriteString("type", "json_schema");
            json.WriteString("name", format.Name ?? "answer");
            json.WriteOptional("description", format.Description);
            json.WriteRaw("schema", schema);
            json.WriteBoolean("strict", format.Strict ?? false);
            json.WriteEndObject();
        }
        else if (format is not null)
        {
            json.WriteStartObject("format");
            json.WriteString("type", "json_object");
            json.WriteEndObject();
        }

        json.WriteOptional("verbosity", conversation.Verbosity);
        json.WriteEndObject();
    }

    private static void WritePlatform(Utf8JsonWriter json, Conversation conversation, bool isOwn, Losses losses)
    {
        if (conversation.Metadata is { } metadata)
        {
            json.WriteStartObject("metadata");
            foreach (var (name, value) in metadata)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
        }

        if (conversation.EndUser is { } user)
        {
            json.WriteString(isOwn ? "user" : "safety_identifier", isOwn ? user : EndUserIds.Fit(user));
        }


        json.WriteOptional("service_tier", isOwn || conversation.ServiceTier is "auto" or "default" or "flex" or "priority" ? conversation.ServiceTier : null);
        json.WriteOptional("prompt_cache_key", conversation.Cache?.Key);
        json.WriteOptional("prompt_cache_retention", conversation.Cache?.Retention);
        Unknown(losses, "modalities", conversation.Modalities?.Any(static kind => kind != "text") == true);
    }

    private static void Unknown(Losses losses, string what, bool isSaid, string why = "Responses has no such parameter")
    {
        if (isSaid)
        {
            losses.Add(what, why);
        }
    }
}
