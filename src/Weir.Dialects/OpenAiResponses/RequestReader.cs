using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;

namespace Weir.Dialects.OpenAiResponses;

/// <summary>Reads requests.</summary>
internal static class RequestReader
{
    public static Conversation Read(ReadOnlySpan<byte> body) => BodyReading.Request(body, Read);

    private static Conversation Read(JsonElement json)
    {
        var conversation = new Conversation { Dialect = ResponsesDialect.DialectName, Model = json.String("model") ?? "" };
        var messages = new List<Message>();
        var extras = new ExtrasBuilder();
        var names = ToolNames.Of(json.Member("tools"));
        foreach (var member in json.EnumerateObject())
        {
            conversation = ReadMember(conversation, member, messages, names, ref extras);
        }

        return conversation with { Messages = messages, Extras = extras.Build(ResponsesDialect.DialectName) };
    }

    private static Conversation ReadMember(Conversation conversation, JsonProperty member, List<Message> messages, ToolNames names, ref ExtrasBuilder extras)
    {
        var value = member.Value;
        switch (member.Name)
        {
            case "model":
                return conversation;
            case "stream":
                return conversation with { Stream = value.AsBool() ?? false };
            case "instructions" when value.AsString() is { } instructions:
                var note = new ExtrasBuilder();
                note.Note("$instructions", "");
                messages.Insert(0, new Message(Role.System, [new TextPart(instructions)]) { Extras = note.Build(ResponsesDialect.DialectName) });
                return conversation;
            case "input":
                ReadInput(value, messages, names, ref extras);
                return conversation;
            case "tools":
                extras.Add("$tools", value);
                return conversation with { Tools = [.. value.Items().SelectMany((tool, index) => ToolReader.Read(tool, $"tools[{index}]", names))] };
            case "tool_choice":
                extras.Add("$tool_choice", value);
                return conversation with { ToolChoice = ToolReader.Choice(value, names) };
            case "parallel_tool_calls":
                return conversation with { ParallelToolCalls = value.AsBool() };
            case "max_output_tokens":
                return conversation with { MaxOutputTokens = value.AsInt() };
            case "temperature":
                return conversation with { Sampling = conversation.Sampling with { Temperature = value.AsDouble() } };
            case "top_p":
                return conversation with { Sampling = conversation.Sampling with { TopP = value.AsDouble() } };
            case "top_logprobs":
                return conversation with { Sampling = conversation.Sampling with { TopLogProbs = value.AsInt() } };
            case "reasoning" when value.ValueKind == JsonValueKind.Object:
                extras.Add("$reasoning", value);
                return conversation with { Reasoning = new ReasoningRequest { Effort = value.String("effort"), Summary = value.String("summary"), Enabled = value.String("effort") == "none" ? false : null } };
            case "text" when value.ValueKind == JsonValueKind.Object:
                extras.Add("$text", value);
                return conversation with { Format = Format(value.Member("format")), Verbosity = value.String("verbosity") };
            case "metadata" when value.ValueKind == JsonValueKind.Object && value.EnumerateObject().All(static entry => entry.Value.ValueKind == JsonValueKind.String):
                return conversation with { Metadata = value.EnumerateObject().ToDictionary(static entry => entry.Name, static entry => entry.Value.GetString()!, StringComparer.Ordinal) };
            case "store":
                return conversation with { Store = value.AsBool() };
            case "previous_response_id":
                return conversation with { PreviousResponseId = value.AsString() };
            case "service_tier":
                return conversation with { ServiceTier = value.AsString() };
            case "user":
                return conversation with { EndUser = value.AsString() };
            case "prompt_cache_key":
                return conversation with { Cache = (conversation.Cache ?? new CacheRequest()) with { Key = value.AsString() } };
            case "prompt_cache_retention":
                return conversation with { Cache = (conversation.Cache ?? new CacheRequest()) with { Retention = value.AsString() } };
            default:
                extras.Add(member);
                return conversation;
        }
    }

    private static void ReadInput(JsonElement input, List<Message> messages, ToolNames names, ref ExtrasBuilder extras)
    {
        if (input.ValueKind == JsonValueKind.String)
        {
            extras.Note("$input", "text");
            messages.Add(new Message(Role.User, [new TextPart(input.GetString()!)]));
            return;
        }

        if (input.ValueKind != JsonValueKind.Array)
        {
            throw DialectException.Invalid("\"input\" must be text or a list of items.", "input");
        }

        var index = 0;
        foreach (var item in input.EnumerateArray())
        {
            messages.Add(ItemReader.Read(item, $"input[{index++}]", names));
        }
    }

    private static ResponseFormat? Format(JsonElement format) => format.String("type") switch
    {
        "json_schema" => new ResponseFormat
        {
            Kind = FormatKind.JsonSchema,
            Name = format.String("name"),
            Description = format.String("description"),
            Schema = format.Member("schema") is { ValueKind: JsonValueKind.Object } schema ? schema : null,
            Strict = format.Bool("strict"),
        },
        "json_object" => new ResponseFormat { Kind = FormatKind.JsonObject },
        _ => null,
    };
}
