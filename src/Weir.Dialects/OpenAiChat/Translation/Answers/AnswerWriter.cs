using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Weir.Dialects.Conversations;

namespace Weir.Dialects.OpenAiChat.Translation.Answers;

/// <summary>Writes a whole answer for a client of this dialect.</summary>
internal static class AnswerWriter
{
    public static void Write(Answer answer, IBufferWriter<byte> to, AnswerOptions options)
    {
        using var json = Json.Writer(to);
        json.WriteStartObject();
        WriteHead(json, answer, options, "chat.completion");
        json.WriteStartArray("choices");
        foreach (var choice in answer.Choices)
        {
            WriteChoice(json, choice, options);
        }

        if (answer.Choices.Count == 0 && !IsOwn(answer))
        {
            // The prompt was refused as such. Clients want a choice to look at.
            WriteChoice(json, new Choice { Parts = [], Stop = StopReason.ContentFilter }, options);
        }

        json.WriteEndArray();
        UsageForm.Write(json, answer);
        json.WriteOptional("service_tier", answer.ServiceTier);
        answer.Extras.ReportTo(options.Losses, Notes.Dialect, "answer");
        answer.Extras.WriteTo(json, Notes.Dialect);
        json.WriteEndObject();
    }

    /// <summary>True when the answer was read from this dialect.</summary>
    public static bool IsOwn(Answer answer) => answer.Extras.Has(Notes.Origin);

    /// <summary>Writes id, object, created and model.</summary>
    public static void WriteHead(Utf8JsonWriter json, Answer answer, AnswerOptions options, string kind)
    {
        json.WriteString("id", Id(answer));
        json.WriteString("object", kind);
        json.WriteNumber("created", answer.Created ?? options.Time.GetUtcNow().ToUnixTimeSeconds());
        json.WriteString("model", options.Model ?? answer.Model ?? options.Request?.Model ?? "");
    }

    /// <summary>The answer's id; those of other dialects are brought into this one's form.</summary>
    public static string Id(Answer answer) => answer.Id switch
    {
        { } id when IsOwn(answer) || id.StartsWith("chatcmpl-", StringComparison.Ordinal) => id,
        { Length: > 0 } id => "chatcmpl-" + ToolCallIds.Safe(id, 128),
        _ => "chatcmpl-" + Guid.CreateVersion7().ToString("N", CultureInfo.InvariantCulture),
    };

    private static void WriteChoice(Utf8JsonWriter json, Choice choice, AnswerOptions options)
    {
        json.WriteStartObject();
        json.WriteNumber("index", choice.Index);
        json.WriteStartObject("message");
        json.WriteString("role", "assistant");
        new AnswerMessageWriter(options).Write(json, choice);
        json.WriteEndObject();
        if (choice.LogProbs is { } logprobs)
        {
            json.WriteRaw("logprobs", logprobs);
        }
        else
        {
            json.WriteNull("logprobs");
        }

        json.WriteString("finish_reason", StopReasons.Write(choice, StopReasons.HasCalls(choice.Parts), StopReasons.HasRefusal(choice.Parts)));
        choice.Extras.ReportTo(options.Losses, Notes.Dialect, "answer");
        choice.Extras.WriteTo(json, Notes.Dialect);
        json.WriteEndObject();
    }
}
