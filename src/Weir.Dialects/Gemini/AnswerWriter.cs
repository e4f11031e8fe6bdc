using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;

namespace Weir.Dialects.Gemini;

/// <summary>Writes whole answers.</summary>
internal static class AnswerWriter
{
    public static void Write(Answer answer, IBufferWriter<byte> to, AnswerOptions options)
    {
        using var json = Json.Writer(to);
        json.WriteStartObject();
        if (!IsBlocked(answer))
        {
            json.WriteStartArray("candidates");
            foreach (var choice in answer.Choices)
            {
                WriteCandidate(json, choice, options);
            }

            json.WriteEndArray();
        }

        WriteTail(json, answer, options);
        json.WriteEndObject();
    }

    /// <summary>Usage, model and id, which stand behind the candidates.</summary>
    public static void WriteTail(Utf8JsonWriter json, Answer answer, AnswerOptions options)
    {
        var isOwn = answer.Extras.Are(GeminiDialect.DialectName);
        GeminiUsage.Write(json, answer);
        json.WriteOptional("modelVersion", options.Model ?? answer.Model ?? (isOwn ? null : ""));
        json.WriteOptional("responseId", answer.Id ?? (isOwn ? null : ToolCallIds.Fresh()[5..]));
        answer.Extras.WriteTo(json, GeminiDialect.DialectName);
    }

    /// <summary>Writes one part of an answer to a client.</summary>
    /// <param name="writer">The parts of the candidate.</param>
    /// <param name="json">The same, open.</param>
    /// <param name="part">The part.</param>
    /// <param name="losses">Where to note what is left out.</param>
    public static void WritePart(PartWriter writer, Utf8JsonWriter json, Part part, Losses losses)
    {
        switch (part)
        {
            case ReasoningPart reasoning when !reasoning.Extras.Are(GeminiDialect.DialectName):
                if (reasoning.Text.Length > 0)
                {
                    WriteThought(json, reasoning.Text);
                }

                if (reasoning.Signature is not null)
                {
                    writer.Hold(Signatures.Wrap(reasoning));
                }

                break;
            case ReasoningPart reasoning when reasoning.Extras.TryGet(GeminiDialect.DialectName, PartReader.CarriedNote, out _):
                writer.Hold(Signatures.Wrap(reasoning));
                break;
            case ServerToolCallPart { Dialect: not GeminiDialect.DialectName } or ServerToolResultPart { Dialect: not GeminiDialect.DialectName } or OpaquePart { Dialect: not GeminiDialect.DialectName }:
                losses.Add(part.GetType().Name, "Gemini's answers have no such part");
                break;
            default:
                writer.Write(part);
                break;
        }
    }

    public static void WriteThought(Utf8JsonWriter json, string text)
    {
        json.WriteStartObject();
        json.WriteString("text", text);
        json.WriteBoolean("thought", true);
        json.WriteEndObject();
    }

    /// <summary>True for an answer whose prompt was blocked: it has no candidates.</summary>
    public static bool IsBlocked(Answer answer) => answer.Choices is [var only] && only.Extras.TryGet(GeminiDialect.DialectName, "$none", out _);

    private static void WriteCandidate(Utf8JsonWriter json, Choice choice, AnswerOptions options)
    {
        var isOwn = choice.Extras.Are(GeminiDialect.DialectName);
        json.WriteStartObject();
        if (choice.Extras.TryGet(GeminiDialect.DialectName, "$content", out var content))
        {
            json.WritePropertyName("content");
            json.WriteRawValue(JsonMarshal.GetRawUtf8Value(content), skipInputValidation: true);
        }
        else if (!isOwn)
        {
            json.WriteStartObject("content");
            json.WriteStartArray("parts");
            var writer = new PartWriter(json, options.Losses, "content");
            foreach (var part in choice.Parts)
            {
                WritePart(writer, json, part, options.Losses);
            }

            writer.Finish();
            json.WriteEndArray();
            json.WriteString("role", "model");
            json.WriteEndObject();
        }

        if (!choice.Extras.TryGet(GeminiDialect.DialectName, "$open", out _))
        {
            json.WriteString("finishReason", FinishReasons.Write(choice));
        }

        if (!isOwn)
        {
            json.WriteNumber("index", choice.Index);
        }

        choice.Extras.WriteTo(json, GeminiDialect.DialectName);
        json.WriteEndObject();
    }
}
