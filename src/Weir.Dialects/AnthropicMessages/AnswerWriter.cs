using System.Buffers;
using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;

namespace Weir.Dialects.AnthropicMessages;

/// <summary>Writes whole answers.</summary>
internal static class AnswerWriter
{
    /// <summary>What is told where a provider refused the prompt and gave no answer at all.</summary>
    public static Choice Refused { get; } = new() { Parts = [], Stop = StopReason.Refusal };

    public static void Write(Answer answer, IBufferWriter<byte> to, AnswerOptions options)
    {
        using var json = Json.Writer(to);
        var choice = answer.Choices.Count > 0 ? answer.Choices[0] : Refused;
        if (answer.Choices.Count > 1)
        {
            options.Losses.Add("choices", "Anthropic's answer is one");
        }

        json.WriteStartObject();
        WriteHead(json, answer, options);
        json.WriteStartArray("content");
        var isOwn = answer.Extras.Are(AnthropicDialect.DialectName);
        foreach (var part in choice.Parts)
        {
            WriteBlock(json, part, isOwn, options.Losses);
        }

        json.WriteEndArray();
        WriteStop(json, choice, choice.Parts.Any(static part => part is ToolCallPart));
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
        json.WriteString("model", options.Model ?? answer.Model ?? options.Request?.Model ?? "");
    }

    /// <summary>Why it stopped: three members of a message, or of the delta that ends a stream.</summary>
    /// <param name="json">The open object.</param>
    /// <param name="choice">The answer.</param>
    /// <param name="hasCalls">True when a tool of the client's was called.</param>
    public static void WriteStop(Utf8JsonWriter json, Choice choice, bool hasCalls)
    {
        json.WriteString("stop_reason", StopReasons.Write(choice, hasCalls));
        json.WriteString("stop_sequence", choice.StopSequence);
        choice.Extras.WriteTo(json, AnthropicDialect.DialectName);
    }

    /// <summary>Writes a block of an answer to a client.</summary>
    private static void WriteBlock(Utf8JsonWriter json, Part part, bool isOwn, Losses losses)
    {
        part.Extras.ReportTo(losses, AnthropicDialect.DialectName, "content");
        switch (part)
        {
            case ReasoningPart { Text.Length: 0, Signature: null } when !isOwn:
                break;
            case ReasoningPart reasoning:
                BlockWriter.WriteShown(json, reasoning);
                break;
            case TextPart text when isOwn || text.Text.Length > 0:
                ReportCitations(text, losses);
                BlockWriter.WriteText(json, text);
                break;
            case RefusalPart { Text.Length: > 0 } refusal:
                BlockWriter.WriteText(json, new TextPart(refusal.Text) { Extras = refusal.Extras });
                break;
            case TextPart or RefusalPart:
                // A client would send the empty block back, and the API refuses those.
                break;
            case MediaPart { Kind: MediaKind.Audio } audio:
                losses.Add("audio", "Anthropic's answers have no sound; its words are told");
                WriteBlock(json, new TextPart(audio.Transcript ?? ""), isOwn: false, losses);
                break;
            case MediaPart or ToolResultPart:
                losses.Add(part is MediaPart { Kind: MediaKind.Image } ? "image" : "content", "Anthropic's answers have no such part");
                break;
            default:
                BlockWriter.Write(json, part, losses, "content");
                break;
        }
    }

    private static void ReportCitations(TextPart text, Losses losses)
    {
        if (text.Citations.Any(static citation => citation is not { Dialect: AnthropicDialect.DialectName, Json: not null }))
        {
            losses.Add("citations", "Anthropic's citations are proofs of its own");
        }
    }

    private static string Id(string? id) => id is null ? "msg_" + ToolCallIds.Fresh()[5..] : id.StartsWith("msg_", StringComparison.Ordinal) ? id : "msg_" + ToolCallIds.Safe(id);
}
