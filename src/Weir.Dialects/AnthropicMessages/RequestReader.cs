using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Tools;
using Weir.Dialects.Errors;

namespace Weir.Dialects.AnthropicMessages;

/// <summary>Reads requests.</summary>
internal static class RequestReader
{
    public static Conversation Read(ReadOnlySpan<byte> body, RequestRoute route) => BodyReading.Request(body, json => Read(json, route));

    private static Conversation Read(JsonElement json, RequestRoute route)
    {
        var conversation = new Conversation { Dialect = AnthropicDialect.DialectName, Model = route.Model ?? json.String("model") ?? "", Stream = json.Bool("stream") ?? route.Stream };
        var messages = new List<Message>();
        var extras = new ExtrasBuilder();
        foreach (var member in json.EnumerateObject())
        {
            conversation = ReadMember(conversation, member, messages, ref extras);
        }

        return conversation with { Messages = messages, Extras = extras.Build(AnthropicDialect.DialectName) };
    }

    private static Conversation ReadMember(Conversation conversation, JsonProperty member, List<Message> messages, ref ExtrasBuilder extras)
    {
        var value = member.Value;
        switch (member.Name)
        {
            case "model" or "stream" or "anthropic_version":
                return conversation;
            case "system":
                messages.Insert(0, System(value));
                return conversation;
            case "messages":
                ReadMessages(value, messages);
                return conversation;
            case "tools":
                return conversation with { Tools = [.. value.Items().Select(ReadTool)] };
            case "tool_choice":
                return ReadToolChoice(conversation, value);
            case "max_tokens":
                return conversation with { MaxOutputTokens = value.AsInt() ?? throw DialectException.Invalid("\"max_tokens\" must be a whole number.", "max_tokens") };
            case "temperature":
                return conversation with { Sampling = conversation.Sampling with { Temperature = value.AsDouble() } };
            case "top_p":
                return conversation with { Sampling = conversation.Sampling with { TopP = value.AsDouble() } };
            case "top_k":
                return conversation with { Sampling = conversation.Sampling with { TopK = value.AsInt() } };
            case "stop_sequences":
                return conversation with { Sampling = conversation.Sampling with { Stop = [.. value.Items().Select(static stop => stop.AsString() ?? "")] } };
            case "thinking" when value.ValueKind == JsonValueKind.Object:
                return conversation with { Reasoning = Thinking.Read(value, conversation.Reasoning) };
            case "output_config" when value.ValueKind == JsonValueKind.Object:
                return ReadOutputConfig(conversation, value, ref extras);
            case "metadata" when value.String("user_id") is { } user && value.EnumerateObject().Count() == 1:
                return conversation with { EndUser = user };
            case "service_tier":
                return conversation with { ServiceTier = value.AsString() };
            case "thread" when value.String("type") == "continue":
                throw new DialectException(new WeirError(ErrorKind.InvalidRequest, "Weir keeps no threads of messages for a target of another dialect.", "Send the whole conversation; Anthropic's SDKs do so by themselves.")
                {
                    Status = 404,
                    Param = "thread",
                    DetailCode = "thread_not_found",
                });
            case "cache_control":
                return conversation with { Cache = new CacheRequest { Mark = BlockReader.Mark(value) } };
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
            throw DialectException.Invalid("\"messages\" must be a list.", "messages");
        }

        var index = 0;
        foreach (var message in list.EnumerateArray())
        {
            var path = $"messages.{index++}";
            var role = message.String("role") switch
            {
                "user" => Role.User,
                "assistant" => Role.Assistant,
                "system" => Role.System,
                _ => throw DialectException.Invalid($"\"{path}.role\" must be user or assistant.", path + ".role"),
            };
            var content = message.Member("content");
            if (content.ValueKind == JsonValueKind.Undefined)
            {
                throw DialectException.Invalid($"\"{path}.content\" is missing.", path + ".content");
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

    private static Tool ReadTool(JsonElement tool, int index)
    {
        var type = tool.String("type");
        if (type is not (null or "custom"))
        {
            return new ServerTool(AnthropicDialect.DialectName, type, tool.Clone()) { Cache = BlockReader.Mark(tool.Member("cache_control")) };
        }

        return new FunctionTool(tool.String("name") ?? throw DialectException.Invalid($"\"tools.{index}.name\" is missing.", $"tools.{index}.name"))
        {
            Description = tool.String("description"),
            Parameters = tool.Member("input_schema") is { ValueKind: not JsonValueKind.Undefined } schema ? schema : null,
            Strict = tool.Bool("strict"),
            Cache = BlockReader.Mark(tool.Member("cache_control")),
            Extras = BlockReader.Rest(tool, "name", "description", "input_schema", "strict", "cache_control"),
        };
    }

    private static Conversation ReadToolChoice(Conversation conversation, JsonElement choice)
    {
        var mode = choice.String("type") switch
        {
            "auto" => ToolChoiceMode.Auto,
            "any" => ToolChoiceMode.Required,
            "none" => ToolChoiceMode.None,
            "tool" => ToolChoiceMode.Named,
            _ => throw DialectException.Invalid("\"tool_choice.type\" must be auto, any, tool or none.", "tool_choice.type"),
        };
        return conversation with
        {
            ToolChoice = new ToolChoice(mode) { Name = choice.String("name"), Extras = BlockReader.Rest(choice, "type", "name", "disable_parallel_tool_use") },
            ParallelToolCalls = choice.Bool("disable_parallel_tool_use") is { } disabled ? !disabled : conversation.ParallelToolCalls,
        };
    }

    private static Conversation ReadOutputConfig(Conversation conversation, JsonElement config, ref ExtrasBuilder extras)
    {
        var rest = BlockReader.Rest(config, "effort", "format");
        if (!rest.IsEmpty)
        {
            foreach (var (name, value) in rest.Members)
            {
                extras.Add("output_config." + name, value);
            }
        }

        if (config.String("effort") is { } effort)
        {
            conversation = conversation with { Reasoning = (conversation.Reasoning ?? new ReasoningRequest()) with { Effort = effort } };
        }

        return config.Member("format") is not { ValueKind: JsonValueKind.Object } format ? conversation : conversation with
        {
            Format = new ResponseFormat
            {
                Kind = FormatKind.JsonSchema,
                Name = format.String("name"),
                Schema = format.Member("schema"),
                Extras = BlockReader.Rest(format, "type", "name", "schema"),
            },
        };
    }
}
