using System.Text.Json;
using Weir.Dialects.Conversations;

namespace Weir.Dialects.Ollama;

/// <summary>Writes a whole answer.</summary>
internal static class OllamaAnswerWriter
{
    public static void Write(Utf8JsonWriter json, Answer answer, AnswerOptions options)
    {
        if (answer.Choices.Count > 1)
        {
            options.Losses.Add("choices[1]", "only one answer can be told");
        }

        var choice = answer.Choices.Count > 0 ? answer.Choices[0] : new Choice { Parts = [], Stop = StopReason.ContentFilter };
        ReportStop(choice.Stop, options.Losses);
        var content = OllamaMessageWriter.Gather(choice.Parts, "", options.Losses, "message");
        json.WriteStartObject();
        json.WriteString("model", ModelOf(answer, options));
        json.WriteString("created_at", OllamaEnd.CreatedText(answer, options.Time));
        json.WriteStartObject("message");
        json.WriteString("role", "assistant");
        OllamaMessageWriter.WriteContent(json, content, choice.Extras, mustHaveText: !choice.Extras.Are(OllamaDialect.DialectName), firstCall: 0, options.Losses, "message");
        json.WriteEndObject();
        OllamaEnd.WriteLogProbs(json, choice.LogProbs);
        OllamaEnd.Write(json, answer, choice);
        json.WriteEndObject();
    }

    public static string ModelOf(Answer answer, AnswerOptions options) => options.Model ?? answer.Model ?? options.Request?.Model ?? "";

    /// <summary>The dialect has <c>stop</c> and <c>length</c> only.</summary>
    public static void ReportStop(StopReason stop, Losses losses)
    {
        if (stop is StopReason.Refusal or StopReason.ContentFilter or StopReason.Pause or StopReason.Error)
        {
            losses.Add("done_reason", $"there is no word for {stop}");
        }
    }
}
