using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Errors;

namespace Weir.Dialects.AnthropicMessages;

/// <summary>Reads requests.</summary>
internal static class RequestReader
{
    /// <summary>The note under which labels beside <c>user_id</c> travel.</summary>
    public const string MetadataNote = "$metadata";

    /// <summary>The note on a format that stands at the top of the request, as the first betas had it.</summary>
    public const string OutputFormat = "output_format";

    /// <param name="body">The body.</param>
    /// <param name="route">What stands in the address.</param>
    /// <param name="needsModel">False where the address names the model and the reader may not be told.</param>
    public static Conversation Read(ReadOnlySpan<byte> body, RequestRoute route, bool needsModel) => BodyReading.Request(body, json => Read(json, route, needsModel));

    private static Conversation Read(JsonElement json, RequestRoute route, bool needsModel)
    {
        RefuseThread(json.Member("thread"));
        var model = route.Model ?? Fields.Text(json, "model", "");
        if (needsModel && string.IsNullOrEmpty(model))
        {
            throw Fields.Missing("model");
        }

        var messages = new List<Message>();
        if (json.Member("system") is { ValueKind: not JsonValueKind.Undefined } system)
        {
            messages.Add(System(system));
        }

        ReadMessages(json.Member("messages"), messages);
        var extras = new ExtrasBuilder();
        var conversation = new Conversation
        {
            Dialect = AnthropicDialect.DialectName,
            Model = model ?? "",
            Stream = Fields.Truth(json, "stream", "") ?? route.Stream,
            Messages = messages,
            Tools = [.. Fields.List(json.Member("tools"), "tools").Select(ToolReader.Read)],
            MaxOutputTokens = Fields.Whole(json, "max_tokens", ""),
            ServiceTier = Fields.Text(json, "service_tier", ""),
            Cache = BlockReader.Mark(json, "") is { } mark ? new CacheRequest { Mark = mark } : null,
            Sampling = new Sampling
            {
                Temperature = Fields.Number(json, "temperature", ""),
                TopP = Fields.Number(json, "top_p", ""),
                TopK = Fields.Whole(json, "top_k", ""),
                Stop = [.. Fields.List(json.Member("stop_sequences"), "stop_sequences").Select(static (stop, index) => stop.AsString() ?? throw Fields.Wrong($"stop_sequences.{index}", "text"))],
            },
        };
        foreach (var member in json.EnumerateObject())
        {
            conversation = ReadMember(conversation, member, ref extras);
        }

        return conversation with { Extras = extras.Build(AnthropicDialect.DialectName) };
    }

    /// <summary>A thread that goes on has only its new messages here; the SDKs send all of them when they are told that there is none.</summary>
    private static void RefuseThread(JsonElement thread)
    {
        if (thread.String("type") == "continue")
        {
            throw new DialectException(new WeirError(ErrorKind.InvalidRequest, "Weir keeps no threads of messages for a target of another dialect.", "Send the whole conversation; Anthropic's SDKs do so by themselves.")
            {
                Status = 404,
                Param = "thread",
                DetailCode = "thread_not_found",
            });
        }
    }

    private static Conversation ReadMember(Conversation conversation, JsonProperty member, ref ExtrasBuilder extras)
    {
        var value = member.Value;
        switch (member.Name)
        {
            case "model" or "stream" or "anthropic_version" or "system" or "messages" or "tools" or "max_tokens" or "service_tier" or "cache_control" or "temperature" or "top_p" or "top_k" or "stop_sequences":
                return conversation;
            case "tool_choice" or "thinking" or "output_config" or OutputFormat or "metadata" when value.ValueKind == JsonValueKind.Null:
                return conversation;
            case "tool_choice":
                return ToolReader.ReadChoice(conversation, value);
            case "thinking":
                return conversation with { Reasoning = Thinking.Read(value, conversation.Reasoning) };
            case "output_config":
                return ReadOutputConfig(conversation, Fields.Object(value, "output_config"), ref extras);
            case OutputFormat when IsSchema(value) && conversation.Format is null:
                return conversation with { Format = ReadFormat(value, OutputFormat) };
            case "metadata":
                if (Fields.Object(value, "metadata").EnumerateObject().Any(static label => label.Name != "user_id"))
                {
                    extras.Add(MetadataNote, value);
                }

                return conversation with { EndUser = Fields.Text(value, "user_id", "metadata") };
            default:
                extras.Add(member);
                return conversation;
        }
    }

    private static Message System(JsonElement system)
    {
        var extras = new ExtrasBuilder();
        if (system.ValueKind == JsonValueKind.String)
        {
            extras.Note("$content", "text");
        }

        extras.Note("$place", "system");
        return new Message(Role.System, BlockReader.ReadContent(system, "system")) { Extras = extras.Build(AnthropicDialect.DialectName) };
    }

    private static void ReadMessages(JsonElement list, List<Message> messages)
    {
        if (list.ValueKind != JsonValueKind.Array)
        {
            throw list.ValueKind == JsonValueKind.Undefined ? Fields.Missing("messages") : Fields.Wrong("messages", "a list");
        }

        var index = 0;
        foreach (var message in list.EnumerateArray())
        {
            var path = $"messages.{index++}";
            var role = Fields.RequiredText(Fields.Object(message, path), "role", path) switch
            {
                "user" => Role.User,
                "assistant" => Role.Assistant,
                "system" => Role.System,
                _ => throw Fields.Wrong(path + ".role", "user, assistant or system"),
            };
            var content = message.Member("content");
            if (content.ValueKind == JsonValueKind.Undefined)
            {
                throw Fields.Missing(path + ".content");
            }

            messages.Add(new Message(role, BlockReader.ReadContent(content, path + ".content")) { Extras = MessageExtras(message, content) });
        }
    }

    private static Extras MessageExtras(JsonElement message, JsonElement content)
    {
        var extras = new ExtrasBuilder();
        foreach (var member in message.EnumerateObject())
        {
            if (member.Name is not ("role" or "content"))
            {
                extras.Add(member);
            }
        }

        if (content.ValueKind == JsonValueKind.String)
        {
            extras.Note("$content", "text");
        }

        return extras.Build(AnthropicDialect.DialectName);
    }

    private static Conversation ReadOutputConfig(Conversation conversation, JsonElement config, ref ExtrasBuilder extras)
    {
        var format = config.Member("format");
        foreach (var member in config.EnumerateObject())
        {
            if (member.Name is not "effort" && !(member.Name is "format" && (IsSchema(format) || format.ValueKind == JsonValueKind.Undefined)))
            {
                extras.Add("output_config." + member.Name, member.Value);
            }
        }

        if (Fields.Text(config, "effort", "output_config") is { } effort)
        {
            conversation = conversation with { Reasoning = (conversation.Reasoning ?? new ReasoningRequest()) with { Effort = effort } };
        }

        return IsSchema(format) ? conversation with { Format = ReadFormat(format, null) } : conversation;
    }

    private static bool IsSchema(JsonElement format) => format.String("type") == "json_schema" && format.Member("schema").ValueKind == JsonValueKind.Object;

    private static ResponseFormat ReadFormat(JsonElement format, string? place)
    {
        var rest = BlockReader.Rest(format, "type", "name", "schema");
        return new ResponseFormat
        {
            Kind = FormatKind.JsonSchema,
            Name = Fields.Text(format, "name", place ?? "output_config.format"),
            Schema = format.Member("schema"),
            Extras = place is null ? rest : rest.With(AnthropicDialect.DialectName, "$place", Json.Text(place)),
        };
    }
}
