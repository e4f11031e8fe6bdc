using System.Buffers;
using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.OpenAiChat.Translation;

namespace Weir.Dialects.SapOrchestration;

/// <summary>
/// The envelope of whole answers and of a stream's events: <c>final_result</c> is a chat completion or a chunk of one. What the modules did on the way (<c>intermediate_results</c>) repeats
/// the prompt and the answer, and is left out.
/// </summary>
internal static class AnswerEnvelope
{
    /// <summary>The note with the id that SAP knows the request by.</summary>
    private const string RequestIdNote = "$request_id";

    /// <summary>Takes the chat completion, or the chunk, out of its envelope.</summary>
    public static void Open(JsonElement envelope, IBufferWriter<byte> chat)
    {
        if (envelope.Member("final_result") is not { ValueKind: JsonValueKind.Object } result)
        {
            throw DialectException.Unexpected("The upstream's answer has no \"final_result\".");
        }

        using var json = Json.Writer(chat);
        json.WriteStartObject();
        foreach (var member in result.EnumerateObject())
        {
            if (member.Name == "choices" && member.Value.ValueKind == JsonValueKind.Array)
            {
                Change(json, member.Value, OpenMessage);
            }
            else
            {
                json.WriteRaw(member.Name, member.Value);
            }
        }

        json.WriteOptional(RequestIdNote, envelope.String("request_id"));
        json.WriteEndObject();
    }

    /// <summary>Writes the envelope around a chat completion or a chunk.</summary>
    public static void Write(Utf8JsonWriter json, string requestId, JsonElement result)
    {
        json.WriteStartObject();
        json.WriteString("request_id", requestId);
        json.WriteStartObject("intermediate_results");
        json.WriteEndObject();
        json.WriteStartObject("final_result");
        foreach (var member in result.EnumerateObject())
        {
            if (member.Name == "choices")
            {
                Change(json, member.Value, WriteMessage);
            }
            else
            {
                json.WriteRaw(member.Name, member.Value);
            }
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>The id of the request that an answer is for; a fresh one for answers of other dialects.</summary>
    public static string RequestId(Answer answer) => answer.Extras.Text(Notes.Dialect, RequestIdNote) ?? FreshId();

    public static string FreshId() => Guid.CreateVersion7().ToString();

    /// <summary>Writes choices with their messages, or deltas, changed.</summary>
    private static void Change(Utf8JsonWriter json, JsonElement choices, Action<Utf8JsonWriter, JsonProperty> change)
    {
        json.WriteStartArray("choices");
        foreach (var choice in choices.EnumerateArray())
        {
            if (choice.ValueKind != JsonValueKind.Object)
            {
                choice.WriteTo(json);
                continue;
            }

            json.WriteStartObject();
            foreach (var member in choice.EnumerateObject())
            {
                if (member.Name is "message" or "delta" && member.Value.ValueKind == JsonValueKind.Object)
                {
                    json.WritePropertyName(member.Name);
                    json.WriteStartObject();
                    change(json, member);
                    json.WriteEndObject();
                }
                else
                {
                    json.WriteRaw(member.Name, member.Value);
                }
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void OpenMessage(Utf8JsonWriter json, JsonProperty message)
    {
        foreach (var member in message.Value.EnumerateObject())
        {
            if (member.Name == ReasoningBlocks.Member && member.Value.ValueKind == JsonValueKind.Array)
            {
                ReasoningBlocks.Open(json, member.Value, isDelta: message.Name == "delta");
            }
            else
            {
                json.WriteRaw(member.Name, member.Value);
            }
        }
    }

    private static void WriteMessage(Utf8JsonWriter json, JsonProperty message)
    {
        ReasoningBlocks.Write(json, message.Value, onlySigned: false);
        foreach (var member in message.Value.EnumerateObject())
        {
            if (member.Value.ValueKind != JsonValueKind.Null && member.Name is not (ReasoningBlocks.Member or ReasoningBlocks.Details or "reasoning"))
            {
                json.WriteRaw(member.Name, member.Value);
            }
        }

        if (message.Name == "delta" && message.Value.Member("content").ValueKind == JsonValueKind.Undefined)
        {
            // Clients of the service count on it.
            json.WriteString("content", "");
        }
    }
}
