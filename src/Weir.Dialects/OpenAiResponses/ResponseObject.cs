using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Tools;
using Weir.Dialects.Errors;
using Weir.Dialects.Usage;

namespace Weir.Dialects.OpenAiResponses;

/// <summary>The response object: with every member that strict clients demand, and the request's own settings told again.</summary>
internal static class ResponseObject
{
    /// <param name="json">Where to; the object is written whole.</param>
    /// <param name="answer">The answer, whose id is final.</param>
    /// <param name="status"><c>in_progress</c>, <c>completed</c>, <c>incomplete</c>, <c>failed</c>.</param>
    /// <param name="stop">Why it ended.</param>
    /// <param name="output">The items.</param>
    /// <param name="options">What is known of the request.</param>
    /// <param name="error">What went wrong, for <c>failed</c>.</param>
    public static void Write(Utf8JsonWriter json, Answer answer, string status, StopReason stop, IReadOnlyList<byte[]> output, AnswerOptions options, WeirError? error = null)
    {
        json.WriteStartObject();
        json.WriteString("id", answer.Id);
        json.WriteNumber("created_at", answer.Created ?? options.Time.GetUtcNow().ToUnixTimeSeconds());
        json.WriteString("model", options.Model ?? answer.Model ?? "");
        json.WriteStartArray("output");
        foreach (var item in output)
        {
            json.WriteRawValue(item, skipInputValidation: true);
        }

        json.WriteEndArray();
        if (answer.Extras.TryGet(ResponsesDialect.DialectName, "$usage", out var usage))
        {
            json.WriteRaw("usage", usage);
        }
        else
        {
            WriteUsage(json, status is "in_progress" ? null : answer.Usage ?? default(TokenUsage));
        }

        if (answer.Extras.Are(ResponsesDialect.DialectName))
        {
            json.WriteOptional("service_tier", answer.ServiceTier);
            answer.Extras.WriteTo(json, ResponsesDialect.DialectName);
        }
        else
        {
            WriteOwn(json, answer, status, stop, options, error);
        }

        json.WriteEndObject();
    }

    private static void WriteOwn(Utf8JsonWriter json, Answer answer, string status, StopReason stop, AnswerOptions options, WeirError? error)
    {
        var request = options.Request;
        json.WriteString("object", "response");
        json.WriteString("status", status);
        WriteTime(json, status, options);
        WriteError(json, error);
        WriteIncomplete(json, status, stop);
        json.WriteString("instructions", request?.Messages is [{ Role: Role.System, Parts: [Conversations.Parts.TextPart text] } first, ..] && first.Extras.TryGet(ResponsesDialect.DialectName, "$instructions", out _) ? text.Text : null);
        Number(json, "max_output_tokens", request?.MaxOutputTokens);
        Number(json, "max_tool_calls", request?.Extras.TryGet(ResponsesDialect.DialectName, "max_tool_calls", out var calls) == true ? calls.AsInt() : null);
        json.WriteBoolean("parallel_tool_calls", request?.ParallelToolCalls ?? true);
        json.WriteString("previous_response_id", request?.PreviousResponseId);
        WriteReasoning(json, request);
        json.WriteBoolean("store", request?.Store ?? true);
        json.WriteBoolean("background", false);
        json.WriteNumber("temperature", request?.Sampling.Temperature ?? 1);
        json.WriteNumber("top_p", request?.Sampling.TopP ?? 1);
        json.WriteNumber("presence_penalty", 0);
        json.WriteNumber("frequency_penalty", 0);
        json.WriteNumber("top_logprobs", request?.Sampling.TopLogProbs ?? 0);
        WriteText(json, request);
        WriteTools(json, request);
        json.WriteString("truncation", request?.Extras.Text(ResponsesDialect.DialectName, "truncation") ?? "disabled");
        json.WriteString("service_tier", answer.ServiceTier is "auto" or "default" or "flex" or "priority" ? answer.ServiceTier : "default");
        json.WriteString("user", request?.EndUser);
        json.WriteString("safety_identifier", request?.Extras.Text(ResponsesDialect.DialectName, "safety_identifier"));
        json.WriteString("prompt_cache_key", request?.Cache?.Key);
        json.WriteStartObject("metadata");
        foreach (var (name, value) in request?.Metadata ?? new Dictionary<string, string>())
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
    }

    private static void WriteTime(Utf8JsonWriter json, string status, AnswerOptions options)
    {
        if (status == "completed")
        {
            json.WriteNumber("completed_at", options.Time.GetUtcNow().ToUnixTimeSeconds());
        }
        else
        {
            json.WriteNull("completed_at");
        }
    }

    private static void WriteError(Utf8JsonWriter json, WeirError? error)
    {
        if (error is null)
        {
            json.WriteNull("error");
            return;
        }

        json.WriteStartObject("error");
        json.WriteString("code", error.Kind.Code());
        json.WriteString("message", error.Message);
        json.WriteString("action", error.Action);
        json.WriteEndObject();
    }

    private static void WriteIncomplete(Utf8JsonWriter json, string status, StopReason stop)
    {
        if (status != "incomplete")
        {
            json.WriteNull("incomplete_details");
            return;
        }

        json.WriteStartObject("incomplete_details");
        json.WriteString("reason", stop == StopReason.ContentFilter ? "content_filter" : "max_output_tokens");
        json.WriteEndObject();
    }

    private static void WriteReasoning(Utf8JsonWriter json, Conversation? request)
    {
        json.WriteStartObject("reasoning");
        json.WriteString("effort", request?.Reasoning?.Effort);
        json.WriteString("summary", request?.Reasoning?.Summary);
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, Conversation? request)
    {
        if (request?.Extras.TryGet(ResponsesDialect.DialectName, "$text", out var text) == true && text.Member("format").ValueKind == JsonValueKind.Object)
        {
            json.WriteRaw("text", text);
            return;
        }

        json.WriteStartObject("text");
        json.WriteStartObject("format");
        json.WriteString("type", "text");
        json.WriteEndObject();
        json.WriteOptional("verbosity", request?.Verbosity);
        json.WriteEndObject();
    }

    private static void WriteTools(Utf8JsonWriter json, Conversation? request)
    {
        json.WriteStartArray("tools");
        foreach (var tool in request?.Extras.TryGet(ResponsesDialect.DialectName, "$tools", out var tools) == true ? tools.Items() : [])
        {
            WriteTool(json, tool);
        }

        json.WriteEndArray();
        if (request?.Extras.TryGet(ResponsesDialect.DialectName, "$tool_choice", out var choice) == true)
        {
            json.WriteRaw("tool_choice", choice);
        }
        else
        {
            RequestWriter.WriteChoice(json, request?.ToolChoice ?? new ToolChoice(ToolChoiceMode.Auto));
        }
    }

    /// <summary>A tool as the client gave it; strict clients demand that a function's members are all told.</summary>
    private static void WriteTool(Utf8JsonWriter json, JsonElement tool)
    {
        json.WriteStartObject();
        foreach (var member in tool.Members())
        {
            json.WriteRaw(member.Name, member.Value);
        }

        foreach (var name in tool.String("type") == "function" ? (ReadOnlySpan<string>)["description", "parameters", "strict"] : [])
        {
            if (!tool.TryGetProperty(name, out _))
            {
                json.WriteNull(name);
            }
        }

        json.WriteEndObject();
    }

    private static void WriteUsage(Utf8JsonWriter json, TokenUsage? usage)
    {
        if (usage is not { } told)
        {
            json.WriteNull("usage");
            return;
        }

        json.WriteStartObject("usage");
        json.WriteNumber("input_tokens", told.Input);
        json.WriteStartObject("input_tokens_details");
        json.WriteNumber("cached_tokens", told.CachedRead);
        if (told.CachedWrite > 0)
        {
            json.WriteNumber("cache_write_tokens", told.CachedWrite);
        }

        json.WriteEndObject();
        json.WriteNumber("output_tokens", told.Output);
        json.WriteStartObject("output_tokens_details");
        json.WriteNumber("reasoning_tokens", told.Reasoning);
        json.WriteEndObject();
        json.WriteNumber("total_tokens", told.Total);
        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, string name, int? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
