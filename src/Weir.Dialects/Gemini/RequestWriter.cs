using System.Buffers;
using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Tools;

namespace Weir.Dialects.Gemini;

/// <summary>Writes requests.</summary>
internal static class RequestWriter
{
    public static void Write(Conversation conversation, IBufferWriter<byte> to, WriteOptions options)
    {
        using var json = Json.Writer(to);
        json.WriteStartObject();
        WriteMembers(json, conversation, options);
        json.WriteEndObject();
    }

    /// <summary>Writes the members of a request into the object that is open.</summary>
    public static void WriteMembers(Utf8JsonWriter json, Conversation conversation, WriteOptions options)
    {
        var isOwn = conversation.Dialect == GeminiDialect.DialectName;
        WriteContents(json, conversation, isOwn, options);
        WriteTools(json, conversation, options.Losses);
        WriteConfig(json, conversation, options);
        json.WriteOptional("cachedContent", conversation.Cache?.Name);
        foreach (var (name, value) in conversation.Extras.Are(GeminiDialect.DialectName) ? conversation.Extras.Members : [])
        {
            if (!name.StartsWith('$') && !name.StartsWith("generationConfig.", StringComparison.Ordinal))
            {
                json.WriteRaw(name, value);
            }
        }

        conversation.Extras.ReportTo(options.Losses, GeminiDialect.DialectName);
        Unknown(options.Losses, "user", conversation.EndUser is not null);
        Unknown(options.Losses, "metadata", conversation.Metadata is { Count: > 0 });
        Unknown(options.Losses, "verbosity", conversation.Verbosity is not (null or "medium"));
        Unknown(options.Losses, "service_tier", conversation.ServiceTier is not (null or "auto" or "default"));
        Unknown(options.Losses, "parallel_tool_calls", conversation is { ParallelToolCalls: false, Tools.Count: > 0 });
    }

    private static void WriteContents(Utf8JsonWriter json, Conversation conversation, bool isOwn, WriteOptions options)
    {
        var leading = conversation.Messages.TakeWhile(message => message.Role is Role.System or Role.Developer && (!isOwn || message.Extras.TryGet(GeminiDialect.DialectName, "$system", out _))).ToList();
        if (leading is [var only] && only.Extras.TryGet(GeminiDialect.DialectName, "$system", out var system))
        {
            json.WriteRaw("systemInstruction", system);
        }
        else if (leading.Count > 0)
        {
            json.WriteStartObject("systemInstruction");
            WriteParts(json, [.. leading.SelectMany(static message => message.Parts)], "system", conversation, options);
            json.WriteEndObject();
        }

        var names = Turns.ToolNames(conversation.Messages);
        json.WriteStartArray("contents");
        var rest = conversation.Messages.Skip(leading.Count).ToList();
        var index = 0;
        foreach (var message in isOwn ? rest : Turns.Merge(Turns.InPlace(rest, options.Losses)))
        {
            var at = $"messages[{index++}]";
            if (message.Extras.TryGet(GeminiDialect.DialectName, "$content", out var whole))
            {
                ItemRaw(json, whole);
                continue;
            }

            message.Extras.ReportTo(options.Losses, GeminiDialect.DialectName, at);
            json.WriteStartObject();
            json.WriteString("role", message.Role == Role.Assistant ? "model" : "user");
            WriteParts(json, message.Parts, at, conversation, options, names, message.Role == Role.Assistant);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void ItemRaw(Utf8JsonWriter json, JsonElement content) =>
        json.WriteRawValue(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(content), skipInputValidation: true);

    private static void WriteParts(Utf8JsonWriter json, IReadOnlyList<Conversations.Parts.Part> parts, string at, Conversation conversation, WriteOptions options, IReadOnlyDictionary<string, string>? names = null, bool isModel = false)
    {
        json.WriteStartArray("parts");
        var writer = new PartWriter(json, options.Losses, at)
        {
            NeedsSignatures = isModel && Thinking.HasLevels(options.ModelFamily ?? conversation.Model),
            Names = names ?? new Dictionary<string, string>(),
        };
        foreach (var part in parts)
        {
            writer.Write(part);
        }

        writer.Finish();
        json.WriteEndArray();
    }

    private static void WriteTools(Utf8JsonWriter json, Conversation conversation, Losses losses)
    {
        if (conversation.Extras.TryGet(GeminiDialect.DialectName, "$tools", out var raw))
        {
            json.WriteRaw("tools", raw);
        }
        else if (conversation.Tools.Count > 0)
        {
            WriteDeclarations(json, conversation.Tools, losses);
        }

        if (conversation.Extras.TryGet(GeminiDialect.DialectName, "$toolConfig", out var config))
        {
            json.WriteRaw("toolConfig", config);
        }
        else if (conversation is { ToolChoice: { } choice, Tools.Count: > 0 } && (choice.Mode != ToolChoiceMode.Auto || choice.Allowed.Count > 0))
        {
            WriteChoice(json, choice);
        }
    }

    private static void WriteDeclarations(Utf8JsonWriter json, IReadOnlyList<Tool> tools, Losses losses)
    {
        json.WriteStartArray("tools");
        json.WriteStartObject();
        json.WriteStartArray("functionDeclarations");
        for (var i = 0; i < tools.Count; i++)
        {
            tools[i].Extras.ReportTo(losses, GeminiDialect.DialectName, $"tools[{i}]");
            switch (tools[i])
            {
                case FunctionTool function:
                    Declare(json, function.Name, function.Description, function.Parameters);
                    break;
                case CustomTool custom:
                    Declare(json, custom.Name, custom.Description, ToolArguments.CustomSchema);
                    break;
                case ServerTool { Dialect: not GeminiDialect.DialectName } other:
                    losses.Add($"tools[{i}]", $"{other.Type} is a tool that only {other.Dialect} runs");
                    break;
                default:
                    break;
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void Declare(Utf8JsonWriter json, string name, string? description, JsonElement? schema)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteOptional("description", description);
        if (schema is { } given)
        {
            json.WriteRaw("parametersJsonSchema", given);
        }

        json.WriteEndObject();
    }

    private static void WriteChoice(Utf8JsonWriter json, ToolChoice choice)
    {
        json.WriteStartObject("toolConfig");
        json.WriteStartObject("functionCallingConfig");
        json.WriteString("mode", choice.Mode switch { ToolChoiceMode.None => "NONE", ToolChoiceMode.Auto => "AUTO", _ => "ANY" });
        if (choice.Name is not null || choice.Allowed.Count > 0)
        {
            json.WriteStartArray("allowedFunctionNames");
            foreach (var name in choice.Name is { } only ? [only] : choice.Allowed)
            {
                json.WriteStringValue(name);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteConfig(Utf8JsonWriter json, Conversation conversation, WriteOptions options)
    {
        if (conversation.Extras.TryGet(GeminiDialect.DialectName, "$generationConfig", out var raw) || conversation.Dialect == GeminiDialect.DialectName)
        {
            WriteOwnConfig(json, raw, conversation.MaxOutputTokens);
            return;
        }

        var sampling = conversation.Sampling;
        json.WriteStartObject("generationConfig");
        json.WriteOptional("maxOutputTokens", conversation.MaxOutputTokens);
        json.WriteOptional("temperature", sampling.Temperature);
        json.WriteOptional("topP", sampling.TopP);
        json.WriteOptional("topK", sampling.TopK);
        json.WriteOptional("seed", sampling.Seed);
        json.WriteOptional("presencePenalty", sampling.PresencePenalty);
        json.WriteOptional("frequencyPenalty", sampling.FrequencyPenalty);
        json.WriteOptional("responseLogprobs", sampling.LogProbs == true ? true : null);
        json.WriteOptional("logprobs", sampling.LogProbs == true ? sampling.TopLogProbs : null);
        json.WriteOptional("candidateCount", conversation.Choices is > 1 ? conversation.Choices : null);
        if (sampling.Stop.Count > 0)
        {
            json.WriteStartArray("stopSequences");
            foreach (var stop in sampling.Stop)
            {
                json.WriteStringValue(stop);
            }

            json.WriteEndArray();
        }

        if (conversation.Format is { Kind: not FormatKind.Text } format)
        {
            json.WriteString("responseMimeType", "application/json");
            if (format.Schema is { } schema)
            {
                json.WriteRaw("responseJsonSchema", schema);
            }
        }

        if (conversation.Modalities is { Count: > 0 } kinds)
        {
            json.WriteStartArray("responseModalities");
            foreach (var kind in kinds)
            {
                json.WriteStringValue(kind.ToUpperInvariant());
            }

            json.WriteEndArray();
        }

        if (conversation.Reasoning is { } reasoning && options.CanReason != false)
        {
            Thinking.Write(json, reasoning, options.ModelFamily ?? conversation.Model);
        }

        json.WriteEndObject();
    }

    /// <summary>The client's own settings as they came, but for the limit: that may have been lowered since.</summary>
    private static void WriteOwnConfig(Utf8JsonWriter json, JsonElement raw, int? limit)
    {
        var asked = raw.Members().LastOrDefault(static member => IsLimit(member.Name)).Value.AsInt();
        if (limit == asked)
        {
            if (raw.ValueKind == JsonValueKind.Object)
            {
                json.WriteRaw("generationConfig", raw);
            }

            return;
        }

        json.WriteStartObject("generationConfig");
        foreach (var member in raw.Members().Where(static member => !IsLimit(member.Name)))
        {
            json.WriteRaw(member.Name, member.Value);
        }

        json.WriteOptional("maxOutputTokens", limit);
        json.WriteEndObject();
    }

    private static bool IsLimit(string name) => name is "maxOutputTokens" or "max_output_tokens";

    private static void Unknown(Losses losses, string what, bool isSaid)
    {
        if (isSaid)
        {
            losses.Add(what, "Gemini has no such parameter");
        }
    }
}
