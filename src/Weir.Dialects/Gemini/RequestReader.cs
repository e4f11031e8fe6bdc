using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Tools;

namespace Weir.Dialects.Gemini;

/// <summary>Reads requests.</summary>
internal static class RequestReader
{
    public static Conversation Read(ReadOnlySpan<byte> body, RequestRoute route) => BodyReading.Request(body, json => Read(json, route));

    private static Conversation Read(JsonElement json, RequestRoute route)
    {
        var conversation = new Conversation { Dialect = GeminiDialect.DialectName, Model = route.Model ?? json.String("model")?.Replace("models/", "", StringComparison.Ordinal) ?? "", Stream = route.Stream };
        var messages = new List<Message>();
        var parts = new PartReader(isAnswer: false);
        var extras = new ExtrasBuilder();
        foreach (var member in json.EnumerateObject())
        {
            var value = member.Value;
            switch (Names.Camel(member.Name))
            {
                case "model":
                    break;
                case "contents":
                    ReadContents(value, messages, parts);
                    break;
                case "systemInstruction" when value.ValueKind is JsonValueKind.Object or JsonValueKind.String:
                    messages.Insert(0, System(value, parts));
                    break;
                case "tools":
                    extras.Add("$tools", value);
                    conversation = conversation with { Tools = [.. value.Items().SelectMany(static (tool, index) => ReadTools(tool, $"tools[{index}]"))] };
                    break;
                case "toolConfig":
                    extras.Add("$toolConfig", value);
                    conversation = conversation with { ToolChoice = Choice(value.Either("functionCallingConfig", "function_calling_config")) };
                    break;
                case "generationConfig" when value.ValueKind == JsonValueKind.Object:
                    extras.Add("$generationConfig", value);
                    conversation = ReadConfig(conversation, value, ref extras);
                    break;
                case "cachedContent":
                    conversation = conversation with { Cache = new CacheRequest { Name = value.AsString() } };
                    break;
                default:
                    extras.Add(Names.Camel(member.Name), value);
                    break;
            }
        }

        return conversation with { Messages = messages, Extras = extras.Build(GeminiDialect.DialectName) };
    }

    private static void ReadContents(JsonElement contents, List<Message> messages, PartReader parts)
    {
        if (contents.ValueKind is not (JsonValueKind.Array or JsonValueKind.Object))
        {
            throw DialectException.Invalid("\"contents\" must be a list of contents.", "contents");
        }

        var index = 0;
        foreach (var content in contents.ValueKind == JsonValueKind.Object ? [contents] : contents.Items())
        {
            var path = $"contents[{index++}]";
            if (content.ValueKind != JsonValueKind.Object)
            {
                throw DialectException.Invalid($"\"{path}\" must be an object.", path);
            }

            var role = content.String("role") switch { "model" => Role.Assistant, "system" => Role.System, "function" => Role.Tool, _ => Role.User };
            messages.Add(new Message(role, parts.ReadAll(content.Member("parts"), path + ".parts")) { Extras = Note("$content", content) });
        }
    }

    private static Message System(JsonElement instruction, PartReader parts) => instruction.ValueKind == JsonValueKind.String
        ? new Message(Role.System, [new Conversations.Parts.TextPart(instruction.GetString()!)]) { Extras = Note("$system", instruction) }
        : new Message(Role.System, parts.ReadAll(instruction.Member("parts") is { ValueKind: JsonValueKind.Object } ? JsonElement.Parse($"[{instruction.Member("parts").GetRawText()}]") : instruction.Member("parts"), "systemInstruction.parts")) { Extras = Note("$system", instruction) };

    private static Extras Note(string name, JsonElement value)
    {
        var extras = new ExtrasBuilder();
        extras.Add(name, value);
        return extras.Build(GeminiDialect.DialectName);
    }

    private static List<Tool> ReadTools(JsonElement tool, string path)
    {
        var tools = new List<Tool>();
        foreach (var member in tool.Members())
        {
            if (Names.Camel(member.Name) != "functionDeclarations")
            {
                tools.Add(new ServerTool(GeminiDialect.DialectName, Names.Camel(member.Name), tool.Clone()));
                continue;
            }

            foreach (var function in member.Value.Items())
            {
                tools.Add(new FunctionTool(function.String("name") ?? throw DialectException.Invalid($"\"{path}.functionDeclarations\" has a function without a name.", path))
                {
                    Description = function.String("description"),
                    Parameters = function.Either("parametersJsonSchema", "parameters_json_schema") is { ValueKind: JsonValueKind.Object } schema ? schema
                        : function.Member("parameters") is { ValueKind: JsonValueKind.Object } subset ? Schemas.FromGoogle(subset) : null,
                });
            }
        }

        return tools;
    }

    private static ToolChoice? Choice(JsonElement config) => config.String("mode")?.ToUpperInvariant() switch
    {
        "NONE" => new ToolChoice(ToolChoiceMode.None),
        "ANY" when Allowed(config) is [var only] => new ToolChoice(ToolChoiceMode.Named) { Name = only },
        "ANY" => new ToolChoice(ToolChoiceMode.Required) { Allowed = Allowed(config) },
        "AUTO" or "VALIDATED" => new ToolChoice(ToolChoiceMode.Auto) { Allowed = Allowed(config) },
        _ => Allowed(config) is { Count: > 0 } names ? new ToolChoice(ToolChoiceMode.Auto) { Allowed = names } : null,
    };

    private static IReadOnlyList<string> Allowed(JsonElement config) =>
        [.. config.Either("allowedFunctionNames", "allowed_function_names").Items().Select(static name => name.AsString() ?? "")];

    private static Conversation ReadConfig(Conversation conversation, JsonElement config, ref ExtrasBuilder extras)
    {
        ResponseFormat? format = null;
        JsonElement? schema = null;
        foreach (var member in config.EnumerateObject())
        {
            var value = member.Value;
            var sampling = conversation.Sampling;
            switch (Names.Camel(member.Name))
            {
                case "temperature":
                    conversation = conversation with { Sampling = sampling with { Temperature = value.AsDouble() } };
                    break;
                case "topP":
                    conversation = conversation with { Sampling = sampling with { TopP = value.AsDouble() } };
                    break;
                case "topK":
                    conversation = conversation with { Sampling = sampling with { TopK = value.AsInt() } };
                    break;
                case "seed":
                    conversation = conversation with { Sampling = sampling with { Seed = value.AsLong() } };
                    break;
                case "presencePenalty":
                    conversation = conversation with { Sampling = sampling with { PresencePenalty = value.AsDouble() } };
                    break;
                case "frequencyPenalty":
                    conversation = conversation with { Sampling = sampling with { FrequencyPenalty = value.AsDouble() } };
                    break;
                case "responseLogprobs":
                    conversation = conversation with { Sampling = sampling with { LogProbs = value.AsBool() } };
                    break;
                case "logprobs":
                    conversation = conversation with { Sampling = sampling with { TopLogProbs = value.AsInt() } };
                    break;
                case "stopSequences":
                    conversation = conversation with { Sampling = sampling with { Stop = [.. value.Items().Select(static stop => stop.AsString() ?? "")] } };
                    break;
                case "maxOutputTokens":
                    conversation = conversation with { MaxOutputTokens = value.AsInt() };
                    break;
                case "candidateCount":
                    conversation = conversation with { Choices = value.AsInt() };
                    break;
                case "responseMimeType":
                    format = value.AsString() == "application/json" ? new ResponseFormat { Kind = FormatKind.JsonObject } : format;
                    break;
                case "responseSchema" when value.ValueKind == JsonValueKind.Object:
                    schema = Schemas.FromGoogle(value);
                    break;
                case "responseJsonSchema" when value.ValueKind == JsonValueKind.Object:
                    schema = value;
                    break;
                case "responseModalities":
                    conversation = conversation with { Modalities = [.. value.Items().Select(static kind => (kind.AsString() ?? "").ToLowerInvariant())] };
                    break;
                case "thinkingConfig":
                    conversation = conversation with { Reasoning = Thinking.Read(value) };
                    break;
                default:
                    extras.Add("generationConfig." + Names.Camel(member.Name), value);
                    break;
            }
        }

        return conversation with { Format = schema is { } found ? new ResponseFormat { Kind = FormatKind.JsonSchema, Name = "answer", Schema = found } : format };
    }
}
