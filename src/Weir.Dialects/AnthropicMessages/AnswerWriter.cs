using System.Buffers;
using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;

namespace Weir.Dialects.AnthropicMessages;

/// <summary>Writes whole answers.</summary>
internal static class AnswerWriter
{
    public static void Write(Answer answer, IBufferWriter<byte> to, AnswerOptions options)
    {
        using var json = Json.Writer(to);
        var choice = answer.Choices.Count > 0 ? answer.Choices[0] : new Choice { Parts = [], Stop = StopReason.Refusal };
        if (answer.Choices.Count > 1)
        {
            options.Losses.Add("choices", "Anthropic's answer is one");
        }

        json.WriteStartObject();
        WriteHead(json, answer, options);
        json.WriteStartArray("content");
        foreach (var part in choice.Parts)
        {
            WriteBlock(json, part, options.Losses);
        }

        json.WriteEndArray();
        WriteStop(json, choice);
        AnthropicUsage.Write(json, answer.Usage, answer.Extras);
        answer.Extras.WriteTo(json, AnthropicDialect.DialectName);
        json.WriteEndObject();
    }

    /// <summary>Id, type, role and model.</summary>
    public static void WriteHead(Utf8JsonWriter json, Answer answer, AnswerOptions options)
    {
        json.WriteString("id", Id(answer.Id));
        json.WriteString("type", "message");
        json.WriteString("role", "assistant");
        json.WriteString("model", options.Model ?? answer.Model ?? "");
    }

    /// <summary>Why it stopped: three members of a message, or of the delta that ends a stream.</summary>
    public static void WriteStop(Utf8JsonWriter json, Choice choice)
    {
        json.WriteString("stop_reason", StopReasons.Write(choice));
        json.WriteString("stop_sequence", choice.StopSequence);
        choice.Extras.WriteTo(json, AnthropicDialect.DialectName);
    }

    /// <summary>Writes a block of an answer to a client.</summary>
    public static void WriteBlock(Utf8JsonWriter json, Part part, Losses losses)
    {
        switch (part)
        {
            case ReasoningPart reasoning:
                BlockWriter.WriteShown(json, reasoning);
                break;
            case TextPart { Text.Length: 0 } text when !text.Extras.Are(AnthropicDialect.DialectName):
                BlockWriter.WriteText(json, text);
                break;
            case RefusalPart refusal:
                BlockWriter.WriteText(json, new TextPart(refusal.Text) { Extras = refusal.Extras });
                break;
            default:
                BlockWriter.Write(json, part, losses, "content");
                break;
        }
    }

    private static string Id(string? id) => id is null ? "msg_" + ToolCallIds.Fresh()[5..] : id.StartsWith("msg_", StringComparison.Ordinal) ? id : "msg_" + ToolCallIds.Safe(id);
}
