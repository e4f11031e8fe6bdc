using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Tools;

namespace Weir.Dialects.OpenAiChat.Translation.Requests;

/// <summary>Reads a request. Wrong types are errors that name the member; unknown members are kept.</summary>
internal static class RequestReader
{
    public static Conversation Read(ReadOnlySpan<byte> body, RequestRoute route)
    {
        var request = Json.Parse(body);
        if (request.ValueKind != JsonValueKind.Object)
        {
            throw DialectException.Invalid("The request body must be a JSON object.", action: "Send a JSON object with \"model\" and \"messages\".");
        }

        var fields = new RequestFields(request);
        var legacyTools = fields.Take("functions");
        var (tools, choice) = ReadTools(ref fields, legacyTools);
        var limit = fields.Take("max_completion_tokens") is { ValueKind: not JsonValueKind.Undefined } ? "max_completion_tokens"
            : fields.Take("max_tokens") is { ValueKind: not JsonValueKind.Undefined } ? "max_tokens" : null;
        var user = fields.Text("user");
        var conversation = new Conversation
        {
            Model = route.Model ?? fields.Text("model") ?? throw Expect.Missing("model"),
            Stream = fields.Truth("stream") ?? route.Stream,
            Messages = ReadMessages(fields.Take("messages")),
            Tools = tools,
            ToolChoice = choice,
            ParallelToolCalls = fields.Truth("parallel_tool_calls"),
            Format = fields.Take("response_format") is { ValueKind: not JsonValueKind.Undefined } format ? FormatForm.Read(format) : null,
            Sampling = ReadSampling(ref fields),
            MaxOutputTokens = limit is null ? null : fields.Whole(limit),
            Choices = fields.Whole("n"),
            Reasoning = ReasoningRequestReader.Read(request),
            Cache = ReadCache(ref fields),
            EndUser = user ?? fields.Text("safety_identifier"),
            Metadata = ReadMetadata(ref fields),
            ServiceTier = fields.Text("service_tier"),
            Verbosity = fields.Text("verbosity"),
            Modalities = fields.Take("modalities") is { ValueKind: not JsonValueKind.Undefined } modalities
                ? [.. Expect.List(modalities, "modalities").EnumerateArray().Select(static item => Expect.Text(item, "modalities"))]
                : null,
            AudioOutput = fields.Take("audio") is { ValueKind: not JsonValueKind.Undefined } audio ? Expect.Object(audio, "audio") : null,
            Store = fields.Truth("store"),
            IncludeUsage = fields.Take("stream_options") is { ValueKind: not JsonValueKind.Undefined } options ? Expect.Object(options, "stream_options").Bool("include_usage") ?? false : null,
        };
        return conversation with { Extras = ReadExtras(request, fields, limit) };
    }

    private static List<Message> ReadMessages(JsonElement messages)
    {
        if (messages.ValueKind == JsonValueKind.Undefined)
        {
            throw Expect.Missing("messages");
        }

        var reader = new MessageReader();
        var read = new List<Message>();
        foreach (var message in Expect.List(messages, "messages").EnumerateArray())
        {
            read.Add(reader.Read(message, $"messages[{read.Count}]"));
        }

        return read;
    }

    private static (IReadOnlyList<Tool> Tools, ToolChoice? Choice) ReadTools(ref RequestFields fields, JsonElement legacy)
    {
        var tools = fields.Take("tools") is { ValueKind: not JsonValueKind.Undefined } list
            ? Expect.List(list, "tools").EnumerateArray().Select(static (tool, index) => ToolReader.Read(tool, $"tools[{index}]"))
            : legacy.ValueKind != JsonValueKind.Undefined
                ? Expect.List(legacy, "functions").EnumerateArray().Select(static (tool, index) => (Tool)ToolReader.ReadFunction(tool, $"functions[{index}]"))
                : [];
        var (choice, old) = (fields.Take("tool_choice"), fields.Take("function_call"));
        return ([.. tools],
            choice.ValueKind != JsonValueKind.Undefined ? ToolReader.ReadChoice(choice, "tool_choice") :
            old.ValueKind == JsonValueKind.Undefined ? null :
            old.String("name") is { } name ? new ToolChoice(ToolChoiceMode.Named) { Name = name } :
            ToolReader.ReadChoice(old, "function_call"));
    }

    private static Sampling ReadSampling(ref RequestFields fields)
    {
        var stop = fields.Take("stop");
        return new Sampling
        {
            Temperature = fields.Number("temperature"),
            TopP = fields.Number("top_p"),
            TopK = fields.Whole("top_k"),
            FrequencyPenalty = fields.Number("frequency_penalty"),
            PresencePenalty = fields.Number("presence_penalty"),
            Seed = fields.Take("seed") is { ValueKind: not JsonValueKind.Undefined } seed ? Expect.Long(seed, "seed")
                : fields.Take("random_seed") is { ValueKind: not JsonValueKind.Undefined } random ? Expect.Long(random, "random_seed") : null,
            Stop = stop.ValueKind switch
            {
                JsonValueKind.Undefined => [],
                JsonValueKind.String => [stop.GetString()!],
                _ => [.. Expect.List(stop, "stop").EnumerateArray().Select(static item => Expect.Text(item, "stop"))],
            },
            LogProbs = fields.Truth("logprobs"),
            TopLogProbs = fields.Whole("top_logprobs"),
        };
    }

    private static CacheRequest? ReadCache(ref RequestFields fields)
    {
        var (key, retention, mark) = (fields.Text("prompt_cache_key"), fields.Text("prompt_cache_retention"), fields.Take(CacheMarks.Member));
        return key is null && retention is null && mark.ValueKind == JsonValueKind.Undefined
            ? null
            : new CacheRequest
            {
                Key = key,
                Retention = retention,
                Mark = mark.ValueKind == JsonValueKind.Object ? new CacheMark(mark.String("ttl")) { Extras = Extras.None.With(Notes.Dialect, Notes.Raw, mark) } : null,
            };
    }

    /// <summary>Labels are texts; metadata of another form stays among the extras.</summary>
    private static Dictionary<string, string>? ReadMetadata(ref RequestFields fields)
    {
        var metadata = fields.Peek("metadata");
        if (metadata.ValueKind != JsonValueKind.Object || !metadata.EnumerateObject().All(static member => member.Value.ValueKind == JsonValueKind.String))
        {
            return null;
        }

        fields.Take("metadata");
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in metadata.EnumerateObject())
        {
            labels[member.Name] = member.Value.GetString()!;
        }

        return labels;
    }

    private static Extras ReadExtras(JsonElement request, RequestFields fields, string? limit)
    {
        var extras = default(ExtrasBuilder);
        extras.Note(Notes.Origin, Notes.Dialect);
        if (limit is not null)
        {
            extras.Note(Notes.Limit, limit);
        }

        foreach (var note in (ReadOnlySpan<string>)["functions", "function_call", "random_seed", "stop", "stream_options", "safety_identifier", "metadata", "stream"])
        {
            if (request.Member(note) is { ValueKind: not JsonValueKind.Undefined } value && fields.Took(note))
            {
                extras.Add("$" + note, value);
            }
        }

        foreach (var member in request.EnumerateObject())
        {
            if (member.Value.ValueKind != JsonValueKind.Null && !fields.Took(member.Name) && !ReasoningRequestReader.Knows(member.Name))
            {
                extras.Add(member);
            }
        }

        return extras.Build(Notes.Dialect);
    }
}
