using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Tools;

namespace Weir.Dialects.BedrockConverse;

/// <summary>Reads requests.</summary>
internal static class RequestReader
{
    public static Conversation Read(ReadOnlySpan<byte> body, RequestRoute route) => BodyReading.Request(body, json => Read(json, route));

    private static Conversation Read(JsonElement json, RequestRoute route)
    {
        var conversation = new Conversation { Dialect = BedrockDialect.DialectName, Model = route.Model ?? "", Stream = route.Stream };
        var messages = new List<Message>();
        var extras = new ExtrasBuilder();
        foreach (var member in json.EnumerateObject())
        {
            var value = member.Value;
            switch (member.Name)
            {
                case "messages":
                    ReadMessages(value, messages);
                    break;
                case "system":
                    messages.Insert(0, new Message(Role.System, BlockReader.ReadAll(value, "system")) { Extras = Note("$system", value) });
                    break;
                case "toolConfig" when value.ValueKind == JsonValueKind.Object:
                    extras.Add("$toolConfig", value);
                    conversation = conversation with { Tools = ReadTools(value.Member("tools")), ToolChoice = Choice(value.Member("toolChoice")) };
                    break;
                case "inferenceConfig" when value.ValueKind == JsonValueKind.Object:
                    extras.Add("$inferenceConfig", value);
                    conversation = conversation with
                    {
                        MaxOutputTokens = May(value, "maxTokens") is { } limit ? limit.MustBeInt("inferenceConfig.maxTokens") : null,
                        Sampling = conversation.Sampling with
                        {
                            Temperature = May(value, "temperature") is { } temperature ? temperature.MustBeNumber("inferenceConfig.temperature") : null,
                            TopP = May(value, "topP") is { } topP ? topP.MustBeNumber("inferenceConfig.topP") : null,
                            Stop = May(value, "stopSequences") is { } stops ? stops.MustBeTexts("inferenceConfig.stopSequences") : [],
                        },
                    };
                    break;
                case "outputConfig" when value.ValueKind == JsonValueKind.Object:
                    extras.Add("$outputConfig", value);
                    conversation = conversation with { Format = Format(value.Member("textFormat")) };
                    break;
                case "additionalModelRequestFields" when value.ValueKind == JsonValueKind.Object:
                    extras.Add("$fields", value);
                    conversation = conversation with { Reasoning = Reasoning(value), Sampling = conversation.Sampling with { TopK = value.Int("top_k") } };
                    break;
                default:
                    extras.Add(member);
                    break;
            }
        }

        if (json.Member("messages").ValueKind == JsonValueKind.Undefined)
        {
            throw DialectException.Invalid("\"messages\" is missing.", "messages");
        }

        return conversation with { Messages = messages, Extras = extras.Build(BedrockDialect.DialectName) };
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
            var path = $"messages[{index++}]";
            var role = message.String("role") switch
            {
                "assistant" => Role.Assistant,
                "user" => Role.User,
                _ => throw DialectException.Invalid($"\"{path}.role\" must be user or assistant.", path + ".role"),
            };
            messages.Add(new Message(role, BlockReader.ReadAll(message.Member("content"), path + ".content")) { Extras = Note("$message", message) });
        }
    }

    /// <summary>A member that may be left out, or be null.</summary>
    private static JsonElement? May(JsonElement value, string name) => value.Member(name) is var member && member.IsNothing() ? null : member;

    private static Extras Note(string name, JsonElement value)
    {
        var extras = new ExtrasBuilder();
        extras.Add(name, value);
        return extras.Build(BedrockDialect.DialectName);
    }

    private static List<Tool> ReadTools(JsonElement list)
    {
        var tools = new List<Tool>();
        foreach (var (index, tool) in list.Items().Index())
        {
            if (tool.Member("toolSpec") is { ValueKind: JsonValueKind.Object } spec)
            {
                tools.Add(new FunctionTool(spec.String("name") ?? throw DialectException.Invalid("The tool has no name.", $"toolConfig.tools[{index}].toolSpec.name"))
                {
                    Description = spec.String("description"),
                    Parameters = spec.Member("inputSchema").Member("json") is { ValueKind: JsonValueKind.Object } schema ? schema : null,
                    Strict = spec.Bool("strict"),
                });
            }
            else if (tool.Member("cachePoint") is { ValueKind: JsonValueKind.Object } point && tools.Count > 0)
            {
                tools[^1] = tools[^1] with { Cache = new CacheMark(point.String("ttl")) };
            }
            else
            {
                tools.Add(new ServerTool(BedrockDialect.DialectName, tool.Members().Select(static member => member.Name).FirstOrDefault() ?? "", tool.Clone()));
            }
        }

        return tools;
    }

    private static ToolChoice? Choice(JsonElement choice) => choice switch
    {
        _ when choice.Member("auto").ValueKind == JsonValueKind.Object => new ToolChoice(ToolChoiceMode.Auto),
        _ when choice.Member("any").ValueKind == JsonValueKind.Object => new ToolChoice(ToolChoiceMode.Required),
        _ when choice.Member("tool").String("name") is { } name => new ToolChoice(ToolChoiceMode.Named) { Name = name },
        _ => null,
    };

    private static ResponseFormat? Format(JsonElement format)
    {
        var schema = format.Member("structure").Member("jsonSchema");
        return schema.String("schema") is { } text && Json.TryParse(text) is { ValueKind: JsonValueKind.Object } parsed
            ? new ResponseFormat { Kind = FormatKind.JsonSchema, Name = schema.String("name"), Description = schema.String("description"), Schema = parsed }
            : null;
    }

    private static ReasoningRequest? Reasoning(JsonElement fields)
    {
        var thinking = fields.Member("thinking") is { ValueKind: JsonValueKind.Object } claude ? claude : fields.Member("reasoning_config");
        return thinking.ValueKind != JsonValueKind.Object ? null : new ReasoningRequest
        {
            Enabled = thinking.String("type") is "enabled" or "adaptive",
            Adaptive = thinking.String("type") == "adaptive",
            BudgetTokens = thinking.Int("budget_tokens"),
        };
    }
}
