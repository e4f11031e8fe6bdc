using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;
using Weir.Dialects.OpenAiChat;
using Weir.Dialects.Usage;

namespace Weir.Dialects.BedrockConverse;

/// <summary>Whole answers, and what the last events of a stream have in common with them.</summary>
internal static class AnswerForm
{
    public static Answer Read(ReadOnlySpan<byte> body) => BodyReading.Answer(body, static json =>
    {
        var message = json.Member("output").Member("message");
        if (message.ValueKind != JsonValueKind.Object)
        {
            throw DialectException.Unexpected("The upstream's answer has no message.");
        }

        var parts = BlockReader.ReadAll(message.Member("content"), "output.message.content");
        var choice = Choice(json.String("stopReason"), parts);
        return Head(json) with { Choices = [choice with { Extras = choice.Extras.With(BedrockDialect.DialectName, "$output", json.Member("output")) }] };
    });

    /// <summary>Usage and what stands around the message; also those of a stream's <c>metadata</c>.</summary>
    public static Answer Head(JsonElement json)
    {
        var extras = new ExtrasBuilder();
        foreach (var member in json.Members())
        {
            if (member.Name is not ("output" or "stopReason" or "usage" or "p"))
            {
                extras.Add(member);
            }
        }

        if (json.Member("usage") is { ValueKind: JsonValueKind.Object } usage)
        {
            extras.Add("$usage", usage);
        }

        return new Answer { Usage = Usage(json.Member("usage")), Extras = extras.Build(BedrockDialect.DialectName) };
    }

    public static Choice Choice(string? reason, IReadOnlyList<Part> parts)
    {
        var extras = new ExtrasBuilder();
        if (reason is not null)
        {
            extras.Note("$stop", reason);
        }

        return new Choice
        {
            Parts = parts,
            Stop = reason switch
            {
                "end_turn" => StopReason.EndTurn,
                "tool_use" => StopReason.ToolCall,
                "max_tokens" => StopReason.MaxTokens,
                "stop_sequence" => StopReason.StopSequence,
                "guardrail_intervened" or "content_filtered" => StopReason.ContentFilter,
                "model_context_window_exceeded" => StopReason.ContextFull,
                "refusal" => StopReason.Refusal,
                "malformed_model_output" or "malformed_tool_use" => StopReason.Error,
                _ => StopReason.Unknown,
            },
            Extras = extras.Build(BedrockDialect.DialectName),
        };
    }

    public static string StopOf(Choice choice) => choice.Extras.Text(BedrockDialect.DialectName, "$stop") ?? choice.Stop switch
    {
        StopReason.ToolCall => "tool_use",
        StopReason.MaxTokens => "max_tokens",
        StopReason.StopSequence => "stop_sequence",
        StopReason.Refusal or StopReason.ContentFilter => "content_filtered",
        StopReason.ContextFull => "model_context_window_exceeded",
        _ => "end_turn",
    };

    public static void Write(Answer answer, IBufferWriter<byte> to, AnswerOptions options)
    {
        using var json = Json.Writer(to);
        var choice = answer.Choices.Count > 0 ? answer.Choices[0] : new Choice { Parts = [], Stop = StopReason.ContentFilter };
        json.WriteStartObject();
        if (choice.Extras.TryGet(BedrockDialect.DialectName, "$output", out var output))
        {
            json.WriteRaw("output", output);
        }
        else
        {
            json.WriteStartObject("output");
            json.WriteStartObject("message");
            json.WriteString("role", "assistant");
            json.WriteStartArray("content");
            var blocks = new BlockWriter(json, new DocumentNames(), takesCachePoints: false);
            foreach (var part in choice.Parts)
            {
                if (part is ReasoningPart reasoning && !reasoning.Extras.Are(BedrockDialect.DialectName))
                {
                    BlockWriter.WriteShown(json, reasoning);
                }
                else
                {
                    blocks.WriteAll(Carried.PartsOf([part], "message", options.Losses));
                }
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteString("stopReason", StopOf(choice));
        WriteTail(json, answer);
        json.WriteEndObject();
    }

    /// <summary>Usage and what stands around the message.</summary>
    public static void WriteTail(Utf8JsonWriter json, Answer answer)
    {
        if (answer.Extras.TryGet(BedrockDialect.DialectName, "$usage", out var raw))
        {
            json.WriteRaw("usage", raw);
        }
        else
        {
            WriteUsage(json, answer.Usage ?? default);
        }

        answer.Extras.WriteTo(json, BedrockDialect.DialectName);
        if (!answer.Extras.Are(BedrockDialect.DialectName))
        {
            json.WriteStartObject("metrics");
            json.WriteNumber("latencyMs", 0);
            json.WriteEndObject();
        }
    }

    private static TokenUsage? Usage(JsonElement usage) => usage.ValueKind == JsonValueKind.Object && UsageReader.TryRead(JsonMarshal.GetRawUtf8Value(usage), out var read) ? read : null;

    private static void WriteUsage(Utf8JsonWriter json, TokenUsage usage)
    {
        json.WriteStartObject("usage");
        json.WriteNumber("inputTokens", usage.Input - usage.CachedRead - usage.CachedWrite);
        json.WriteNumber("outputTokens", usage.Output);
        json.WriteNumber("totalTokens", usage.Total);
        json.WriteNumber("cacheReadInputTokens", usage.CachedRead);
        json.WriteNumber("cacheWriteInputTokens", usage.CachedWrite);
        json.WriteEndObject();
    }
}
